package dev.wipeit.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
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

/**
 * A folder of the state directory with the files of another package, ours alone like all of it: the
 * folder is none that a link leads to, of this user and mode 0700, its files have mode 0600. May be
 * used by any thread.
 *
 * <p>Closing any descriptor of a file drops the locks that this process has on it (fcntl(2)): a
 * file that is locked here is not to be opened a second time.
 */
public final class StateFolder {

  private final Path path;
  private final int uid;
  private final DurableFiles files;

  private StateFolder(StateDirectory directory, String name) {
    this.path = directory.path().resolve(name);
    this.uid = directory.uid();
    this.files = directory.files();
  }

  /** The folder as it is, if it is there; for reading, nothing is created or checked. */
  public static StateFolder at(StateDirectory directory, String name) {
    return new StateFolder(directory, name);
  }

  /**
   * Makes the folder ready for writing; its name is on stable storage on return.
   *
   * @param name of a folder in the directory, or below one that was opened before
   * @throws StateDirectoryException if it cannot be trusted or made
   */
  public static StateFolder open(StateDirectory directory, String name)
      throws StateDirectoryException {
    StateFolder folder = at(directory, name);
    Set<Path> changed = new LinkedHashSet<>();
    OwnedFolder.createIfMissing(folder.path, folder.files, changed);
    OwnedFolder.requireOwned(folder.path, folder.uid);
    OwnedFolder.forceNames(changed, folder.files);
    return folder;
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
  public FileChannel create(String name) throws IOException {
    return files.createChannel(file(name));
  }

  /**
   * Opens a file that is there, to read and write.
   *
   * @throws NoSuchFileException if there is none
   * @throws StateDirectoryException for a symbolic link, anything but a regular file, or another
   *     owner's
   */
  public FileChannel open(String name) throws IOException {
    // Before it is opened: opening a FIFO would wait for a writer.
    requireOwned(name);
    return files.openChannel(file(name));
  }

  private void requireOwned(String name) throws IOException {
    FileFacts facts = FileFacts.of(file(name));
    if (!facts.isRegularFile() || facts.uid() != uid) {
      throw StateDirectoryException.refused(
          file(name)
              + ": is not a regular file of uid "
              + uid
              + " (symbolic links are not followed): look who put it there, and move it away");
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
}
