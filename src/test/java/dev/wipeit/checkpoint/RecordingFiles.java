package dev.wipeit.checkpoint;

import dev.wipeit.cuts.Event.Content;
import dev.wipeit.cuts.Event.ContentForced;
import dev.wipeit.cuts.Event.Created;
import dev.wipeit.cuts.Event.Deleted;
import dev.wipeit.cuts.Event.FolderCreated;
import dev.wipeit.cuts.Event.FolderForced;
import dev.wipeit.cuts.Event.Linked;
import dev.wipeit.cuts.Event.Naming;
import dev.wipeit.cuts.Event.Renamed;
import dev.wipeit.cuts.RequestLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Real files, and a log of each step in its order. */
public final class RecordingFiles implements DurableFiles {

  private final DurableFiles disk = new DiskFiles();
  private final Path root;
  private final RequestLog log;
  private final FileMistake mistake;
  private final Map<String, Integer> files;
  private int next;

  private RecordingFiles(
      Path root, RequestLog log, FileMistake mistake, Map<String, Integer> files, int next) {
    this.root = root;
    this.log = log;
    this.mistake = mistake;
    this.files = new HashMap<>(files);
    this.next = next;
  }

  /**
   * A state directory that writes down what is done in it.
   *
   * @param files the numbers of the files that are there already, by their paths relative to the
   *     folder that the directory is in
   * @param known how many those are; those that are created get the numbers from here on
   * @param mistake what stands before the files
   */
  public static StateDirectory directory(
      Path path, RequestLog log, Map<String, Integer> files, int known, FileMistake mistake)
      throws StateDirectoryException {
    Path root = Objects.requireNonNull(path.getParent());
    RecordingFiles recording = new RecordingFiles(root, log, mistake, files, known);
    return StateDirectory.open(path, mistake.planted().apply(recording));
  }

  private String relative(Path path) {
    if (!path.startsWith(root)) {
      throw new AssertionError("outside the state directory: " + path);
    }
    return root.relativize(path).toString();
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    disk.createFolder(folder);
    changed(new FolderCreated(relative(folder)));
  }

  @Override
  public NewFile create(Path file) throws IOException {
    NewFile open = disk.create(file);
    int number = created(file);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    return new NewFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        content.writeBytes(bytes);
        log.add(new Content(number, content.toByteArray()));
        open.write(bytes);
      }

      @Override
      public void force() {
        log.add(new ContentForced(number));
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
  }

  @Override
  public LogFile createLog(Path file) throws IOException {
    LogFile open = disk.createLog(file);
    return new RecordingLog(open, file, created(file), log, mistake);
  }

  @Override
  public LogFile openLog(Path file) throws IOException {
    LogFile open = disk.openLog(file);
    return new RecordingLog(open, file, number(file), log, mistake);
  }

  private synchronized int number(Path file) {
    return Objects.requireNonNull(files.get(relative(file)), file::toString);
  }

  private synchronized int created(Path file) {
    int number = next++;
    changed(new Created(relative(file), number));
    return number;
  }

  private synchronized void changed(Naming change) {
    change.apply(files);
    log.add(change);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
    changed(new Renamed(relative(from), relative(to)));
  }

  @Override
  public void link(Path name, Path file) throws IOException {
    disk.link(name, file);
    changed(new Linked(relative(name), relative(file)));
  }

  @Override
  public void delete(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      disk.delete(file);
      changed(new Deleted(relative(file)));
    }
  }

  @Override
  public void forceFolder(Path folder) {
    log.add(new FolderForced(relative(folder)));
  }
}
