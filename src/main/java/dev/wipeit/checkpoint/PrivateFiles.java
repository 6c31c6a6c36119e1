package dev.wipeit.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of one folder of the state directory: mode 0600 in folders of mode 0700, of this user,
 * no symbolic links, each replaced as a whole.
 */
public final class PrivateFiles {

  /** Not that of the checkpoints, whose order of writes is looked at by that name. */
  private static final String TEMPORARY = ".new";

  private final StateDirectory state;
  private final Path folder;
  private final DurableFiles files = new DiskFiles();

  private PrivateFiles(StateDirectory state, Path folder) {
    this.state = state;
    this.folder = folder;
  }

  /**
   * A folder of the state directory, which need not exist; it is made when something is written.
   *
   * @param relative such as {@code certificates/pending}
   * @throws StateDirectoryException if it, or one on the way to it, is there and cannot be trusted
   */
  public static PrivateFiles in(StateDirectory state, String relative)
      throws StateDirectoryException {
    PrivateFiles files = new PrivateFiles(state, state.path().resolve(relative));
    for (Path on : files.way()) {
      if (Files.exists(on, NOFOLLOW_LINKS)) {
        OwnedFolder.requireOwned(on, state.uid());
      }
    }
    return files;
  }

  private List<Path> way() {
    List<Path> way = new ArrayList<>();
    Path on = state.path();
    for (Path name : state.path().relativize(folder)) {
      on = on.resolve(name);
      way.add(on);
    }
    return way;
  }

  public Path path(String name) {
    return folder.resolve(StateKey.require(name));
  }

  /** The names of the files that end so, in order. */
  public List<String> names(String ending) throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.notExists(folder, NOFOLLOW_LINKS)) {
      return names;
    }
    try (var found = Files.newDirectoryStream(folder)) {
      for (Path file : found) {
        String name = file.getFileName().toString();
        if (name.endsWith(ending) && StateKey.isValid(name)) {
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    names.sort(null);
    return names;
  }

  /**
   * The bytes of a file, or null if there is no such file.
   *
   * @throws IOException if it cannot be read, is longer than that, or is not ours
   */
  public byte @Nullable [] read(String name, int mostBytes) throws IOException {
    Path file = path(name);
    try {
      FileFacts facts = FileFacts.of(file);
      if (!facts.isRegularFile() || facts.uid() != state.uid()) {
        throw StateDirectoryException.refused(
            file + ": is not a regular file of this user: look who put it there, and move it away");
      }
      try (FileChannel channel = FileChannel.open(file, Set.of(READ, NOFOLLOW_LINKS));
          InputStream in = Channels.newInputStream(channel)) {
        byte[] bytes = in.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
          throw new IOException(file + ": is larger than " + mostBytes + " bytes");
        }
        return bytes;
      }
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /**
   * Replaces a file as a whole, or makes it. On return it is on stable storage.
   *
   * @throws IOException if it is not; what was there stands
   */
  public void replace(String name, byte[] bytes) throws IOException {
    Path file = path(name);
    Path temporary = path(name + TEMPORARY);
    try {
      Set<Path> changed = new LinkedHashSet<>();
      for (Path on : way()) {
        OwnedFolder.createIfMissing(on, files, changed);
        OwnedFolder.requireOwned(on, state.uid());
      }
      OwnedFolder.forceNames(changed, files);
      files.delete(temporary);
      try (DurableFiles.NewFile next = files.create(temporary)) {
        next.write(bytes);
        next.force();
      } catch (IOException failed) {
        // What little there is of it takes room that others need.
        files.delete(temporary);
        throw failed;
      }
      files.rename(temporary, file);
      files.forceFolder(folder);
    } catch (StateDirectoryException known) {
      throw known;
    } catch (IOException failed) {
      throw StateDirectoryException.unusable(
          file + ": could not be saved: " + Printable.reason(failed), failed);
    }
  }

  /** Deletes a file if it is there. */
  public void delete(String name) throws IOException {
    files.delete(path(name));
  }
}
