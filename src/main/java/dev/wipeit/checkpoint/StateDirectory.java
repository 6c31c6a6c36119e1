package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that holds the state, proven to be ours alone: no symbolic link, owned by the
 * effective user, mode 0700, and so are the folders in it.
 */
public final class StateDirectory {

  private final Path path;
  private final int uid;
  private final DurableFiles files;

  private StateDirectory(Path path, int uid, DurableFiles files) {
    this.path = path;
    this.uid = uid;
    this.files = files;
  }

  /**
   * Makes the directory ready for writing; what is missing is created, with its parents, mode 0700,
   * and is on stable storage on return.
   *
   * @throws StateDirectoryException {@link StateDirectoryException.Kind#REFUSED} if it cannot be
   *     trusted, {@link StateDirectoryException.Kind#UNUSABLE} if it cannot be made
   */
  public static StateDirectory open(Path path) throws StateDirectoryException {
    return open(path, new DiskFiles());
  }

  static StateDirectory open(Path path, DurableFiles files) throws StateDirectoryException {
    StateDirectory directory = at(path, files);
    Set<Path> changed = new LinkedHashSet<>();
    for (Path folder : directory.folders()) {
      OwnedFolder.createIfMissing(folder, files, changed);
      OwnedFolder.requireOwned(folder, directory.uid);
    }
    OwnedFolder.forceNames(changed, files);
    return directory;
  }

  /**
   * The directory for reading only: nothing is created or changed. Empty if there is none.
   *
   * @throws StateDirectoryException if it is there, but cannot be trusted or read
   */
  public static Optional<StateDirectory> existing(Path path) throws StateDirectoryException {
    StateDirectory directory = at(path, new DiskFiles());
    for (Path folder : directory.folders()) {
      if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
        if (folder.equals(directory.path)) {
          return Optional.empty();
        }
        continue;
      }
      OwnedFolder.requireOwned(folder, directory.uid);
    }
    return Optional.of(directory);
  }

  private static StateDirectory at(Path path, DurableFiles files) throws StateDirectoryException {
    return new StateDirectory(path.toAbsolutePath(), effectiveUid(path), files);
  }

  /** The owner of {@code /proc/self/fd} is the effective user (proc(5)). */
  private static int effectiveUid(Path path) throws StateDirectoryException {
    try {
      return FileFacts.of(path.getFileSystem().getPath("/proc/self/fd")).uid();
    } catch (IOException unknown) {
      throw StateDirectoryException.unusable(
          path
              + ": /proc does not tell the current user (is it mounted?): "
              + Printable.reason(unknown),
          unknown);
    }
  }

  public Path path() {
    return path;
  }

  int uid() {
    return uid;
  }

  /** How its files are changed. */
  DurableFiles files() {
    return files;
  }

  Path progress() {
    return path.resolve("progress");
  }

  Path archive() {
    return progress().resolve("archive");
  }

  Path locks() {
    return path.resolve("lock");
  }

  private List<Path> folders() {
    return List.of(path, progress(), archive(), locks());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
