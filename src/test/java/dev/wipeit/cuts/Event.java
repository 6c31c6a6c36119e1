package dev.wipeit.cuts;

import dev.wipeit.checkpoint.Checkpoint;
import java.util.Map;
import java.util.Set;

/** Something that reached the device or the state directory, or that was said to have. */
public sealed interface Event {

  /** The device was given a write. */
  record WriteBegun(long offset, byte[] bytes) implements Event {
    @Override
    public String toString() {
      return "write " + offset + " " + bytes.length;
    }
  }

  /**
   * A write was confirmed.
   *
   * @param begun the number of its beginning
   */
  record WriteDone(int begun) implements Event {}

  /** The device was told to make everything durable. */
  record ForceBegun() implements Event {}

  /**
   * That was confirmed.
   *
   * @param begun the number of its beginning
   */
  record Forced(int begun) implements Event {}

  /**
   * A change of names; files are numbers, paths are relative to the folder of the state directory.
   */
  sealed interface Naming extends Event {
    /** The folders whose names it changes. */
    Set<String> folders();

    /** Makes the change. */
    void apply(Map<String, Integer> names);
  }

  /** A new folder, under its path with a slash. */
  record FolderCreated(String path) implements Naming {
    @Override
    public Set<String> folders() {
      return Set.of(folderOf(path));
    }

    @Override
    public void apply(Map<String, Integer> names) {
      names.put(path + "/", StateFilesThen.FOLDER);
    }
  }

  /** A new file. */
  record Created(String path, int file) implements Naming {
    @Override
    public Set<String> folders() {
      return Set.of(folderOf(path));
    }

    @Override
    public void apply(Map<String, Integer> names) {
      names.put(path, file);
    }
  }

  /** A file under another name, in place of what was there. */
  record Renamed(String from, String to) implements Naming {
    @Override
    public Set<String> folders() {
      return foldersOf(from, to);
    }

    @Override
    public void apply(Map<String, Integer> names) {
      names.put(to, names.remove(from));
    }
  }

  /** A second name. */
  record Linked(String name, String file) implements Naming {
    @Override
    public Set<String> folders() {
      return foldersOf(name, file);
    }

    @Override
    public void apply(Map<String, Integer> names) {
      names.put(name, names.get(file));
    }
  }

  /** A name that is gone. */
  record Deleted(String path) implements Naming {
    @Override
    public Set<String> folders() {
      return Set.of(folderOf(path));
    }

    @Override
    public void apply(Map<String, Integer> names) {
      names.remove(path);
    }
  }

  /** All that a file holds; not durable yet. */
  record Content(int file, byte[] bytes) implements Event {
    @Override
    public String toString() {
      return "content of " + file + ", " + bytes.length + " bytes";
    }
  }

  /** A part of a file; not durable yet. */
  record Written(int file, long offset, byte[] bytes) implements Event {
    @Override
    public String toString() {
      return "bytes " + offset + " " + bytes.length + " of " + file;
    }
  }

  /** A file ends there; not durable yet. */
  record Shortened(int file, long size) implements Event {}

  /** The content of a file is durable. */
  record ContentForced(int file) implements Event {}

  /** The names in a folder are durable. */
  record FolderForced(String folder) implements Event {}

  /** The program may tell that this is saved. */
  record Said(Checkpoint saved) implements Event {
    @Override
    public String toString() {
      return "said pass " + saved.pass() + " " + saved.phase() + " byte " + saved.written();
    }
  }

  /** The program takes all that it told so far for recorded. */
  record Recorded() implements Event {}

  /** The program may tell that the run is over. */
  record Finished() implements Event {}

  private static Set<String> foldersOf(String one, String other) {
    String first = folderOf(one);
    String second = folderOf(other);
    return first.equals(second) ? Set.of(first) : Set.of(first, second);
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
