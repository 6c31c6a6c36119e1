package dev.wipeit.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates folders that are ours alone, and checks that they are. */
final class OwnedFolder {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private OwnedFolder() {}

  /**
   * Creates the folder and what is missing above it, mode 0700 whatever the umask; what is there is
   * left as it is.
   *
   * @param changed gets every folder that a name was added to
   */
  static void createIfMissing(Path folder, DurableFiles files, Set<Path> changed)
      throws StateDirectoryException {
    Path parent = folder.getParent();
    // Followed: /var or a home folder may be a symbolic link of the system's own.
    if (parent != null && Files.notExists(parent)) {
      createIfMissing(parent, files, changed);
    }
    if (parent == null || Files.exists(folder, NOFOLLOW_LINKS)) {
      return;
    }
    try {
      files.createFolder(folder);
    } catch (FileAlreadyExistsException another) {
      // Another wipeit was faster; whose folder it is, is checked next.
    } catch (IOException failed) {
      throw StateDirectoryException.unusable(
          folder
              + ": cannot be created: "
              + Printable.reason(failed)
              + ": name another place with --state-dir",
          failed);
    }
    changed.add(parent);
  }

  /**
   * Puts the names in the folders on stable storage: a folder that loses its name in a power cut
   * takes all that was saved in it with it.
   */
  static void forceNames(Set<Path> folders, DurableFiles files) throws StateDirectoryException {
    for (Path folder : folders) {
      try {
        files.forceFolder(folder);
      } catch (IOException failed) {
        throw StateDirectoryException.unusable(
            folder
                + ": a new folder in it could not be made durable: "
                + Printable.reason(failed)
                + ": name another place with --state-dir",
            failed);
      }
    }
  }

  /** Refuses all but a folder, not a link to one, of this user with mode 0700. */
  static void requireOwned(Path folder, int uid) throws StateDirectoryException {
    FileFacts facts = facts(folder);
    if (!facts.isDirectory()) {
      throw StateDirectoryException.refused(
          folder + ": is not a directory (symbolic links are not followed): name the real one");
    }
    if (facts.uid() != uid) {
      throw StateDirectoryException.refused(
          folder + ": belongs to uid " + facts.uid() + ", expected " + uid);
    }
    if (!facts.permissions().equals(OWNER_ONLY)) {
      throw StateDirectoryException.refused(
          folder
              + ": has mode "
              + PosixFilePermissions.toString(facts.permissions())
              + ", expected rwx------: look what others may have put there, then chmod 700 it");
    }
  }

  private static FileFacts facts(Path folder) throws StateDirectoryException {
    try {
      return FileFacts.of(folder);
    } catch (IOException failed) {
      throw StateDirectoryException.unusable(
          folder + ": cannot be looked at: " + Printable.reason(failed), failed);
    }
  }
}
