package dev.wipeit.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the state directory with the files of another package, ours alone like all of it: the
 * folder is none that a link leads to, of this user and mode 0700, its files have mode 0600. May be
 * used by any thread.
 *
 * <p>Closing any descriptor of a file drops the locks that this process has on it (fcntl(2)): a
 * file that is locked here is not to be opened a second time.
 */
public final class StateFolder {

  /** Not that of the checkpoints, whose order of writes is looked at by that name. */
  private static final String TEMPORARY = ".new";

  private final StateDirectory directory;
  private final Path path;
  private final DurableFiles files;

  private StateFolder(StateDirectory directory, Path path) {
    this.directory = directory;
    this.path = path;
    this.files = directory.files();
  }

  /** The folder as it is, if it is there; for reading, nothing is created or checked. */
  public static StateFolder at(StateDirectory directory, String name) {
    return new StateFolder(directory, directory.path().resolve(name));
  }

  /**
   * The folder, which need not be there; {@link #replace} makes it.
   *
   * @param name such as {@code certificates/pending}
   * @throws StateDirectoryException if it, or one on the way to it, is there and cannot be trusted
   */
  public static StateFolder trusted(StateDirectory directory, String name)
      throws StateDirectoryException {
    StateFolder folder = at(directory, name);
    for (Path on : folder.way()) {
      if (Files.exists(on, NOFOLLOW_LINKS)) {
        OwnedFolder.requireOwned(on, directory.uid());
      }
    }
    return folder;
  }

  /**
   * Makes the folder ready for writing; its name is on stable storage on return.
   *
   * @param name such as {@code journal/open}
   * @throws StateDirectoryException if it cannot be trusted or made
   */
  public static StateFolder open(StateDirectory directory, String name)
      throws StateDirectoryException {
    StateFolder folder = at(directory, name);
    folder.make();
    return folder;
  }

  private void make() throws StateDirectoryException {
    Set<Path> changed = new LinkedHashSet<>();
    for (Path on : way()) {
      OwnedFolder.createIfMissing(on, files, changed);
      OwnedFolder.requireOwned(on, directory.uid());
    }
    OwnedFolder.forceNames(changed, files);
  }

  /** The folders from the state directory to this one, this one included. */
  private List<Path> way() {
    List<Path> way = new ArrayList<>();
    Path on = directory.path();
    for (Path name : on.relativize(path)) {
      on = on.resolve(name);
      way.add(on);
    }
    return way;
  }

  /** Whether text is fit for the name of a file: nothing that leads elsewhere. */
  public static boolean isName(String text) {
    return StateKey.isValid(text);
  }

  public Path path() {
    return path;
  }

  /** The path of a file in it. */
  public Path file(String name) {
    return path.resolve(StateKey.require(name));
  }

  /** Whether there is something of that name. */
  public boolean has(String name) {
    return Files.exists(file(name), NOFOLLOW_LINKS);
  }

  /**
   * Creates a file, to read and write.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  public LogFile create(String name) throws IOException {
    return files.createLog(file(name));
  }

  /**
   * Opens a file that is there, to read and write.
   *
   * @throws NoSuchFileException if there is none
   * @throws StateDirectoryException for a symbolic link, anything but a regular file, or another
   *     owner's
   */
  public LogFile open(String name) throws IOException {
    // Before it is opened: opening a FIFO would wait for a writer.
    requireOwned(name);
    return files.openLog(file(name));
  }

  private void requireOwned(String name) throws IOException {
    FileFacts facts = FileFacts.of(file(name));
    if (!facts.isRegularFile() || facts.uid() != directory.uid()) {
      throw StateDirectoryException.refused(
          file(name)
              + ": is not a regular file of uid "
              + directory.uid()
              + " (symbolic links are not followed): look who put it there, and move it away");
    }
  }

  /**
   * The bytes of a file, or null if there is no such file.
   *
   * @throws IOException if it cannot be read, is longer than that, or is not ours
   */
  public byte @Nullable [] read(String name, int mostBytes) throws IOException {
    try {
      requireOwned(name);
      try (FileChannel channel = FileChannel.open(file(name), Set.of(READ, NOFOLLOW_LINKS));
          InputStream in = Channels.newInputStream(channel)) {
        byte[] bytes = in.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
          throw new IOException(file(name) + ": is larger than " + mostBytes + " bytes");
        }
        return bytes;
      }
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /**
   * Replaces a file as a whole, or makes it, and the folder. On return it is on stable storage.
   *
   * @throws IOException if it is not; what was there stands
   */
  public void replace(String name, byte[] bytes) throws IOException {
    try {
      make();
      Path temporary = file(name + TEMPORARY);
      files.delete(temporary);
      write(temporary, bytes);
      files.rename(temporary, file(name));
      force();
    } catch (StateDirectoryException known) {
      throw known;
    } catch (IOException failed) {
      throw StateDirectoryException.unusable(
          file(name) + ": could not be saved: " + Printable.reason(failed), failed);
    }
  }

  private void write(Path temporary, byte[] bytes) throws IOException {
    try (DurableFiles.NewFile next = files.create(temporary)) {
      next.write(bytes);
      next.force();
    } catch (IOException failed) {
      // What little there is of it takes room that others need.
      files.delete(temporary);
      throw failed;
    }
  }

  /** What tells the file of that name from any other that has or had it: device and inode. */
  public String node(String name) throws IOException {
    FileFacts facts = FileFacts.of(file(name));
    return facts.device() + ":" + facts.inode();
  }

  /** Creates an empty file where there is none. */
  public void mark(String name) throws IOException {
    try {
      create(name).close();
    } catch (FileAlreadyExistsException marked) {
      // By an earlier process; it stays.
      requireOwned(name);
    }
  }

  /** Deletes the file if it is there. */
  public void remove(String name) throws IOException {
    files.delete(file(name));
  }

  /** Gives a file another name, in place of what has that. */
  public void move(String name, StateFolder to, String as) throws IOException {
    files.rename(file(name), to.file(as));
  }

  /** On return the names in the folder are on stable storage. */
  public void force() throws IOException {
    files.forceFolder(path);
  }

  /** The names of its files that are fit for one, in order; none where there is no folder. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (var found = Files.newDirectoryStream(path)) {
      found.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return names.stream().filter(StateKey::isValid).sorted().toList();
  }

  /** Those of them that end so, in order. */
  public List<String> names(String ending) throws IOException {
    return names().stream().filter(name -> name.endsWith(ending)).toList();
  }
}
