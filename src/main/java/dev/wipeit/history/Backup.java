package dev.wipeit.history;

import dev.wipeit.history.HistoryException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/** A copy of the database that is whole, whoever writes to it meanwhile. */
final class Backup {

  private Backup() {}

  /** Writes it to a file that must not be there; on return it is on stable storage. */
  static void write(Sql sql, Path target) throws SQLException, IOException {
    try {
      Files.createFile(
          target,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException there) {
      throw new HistoryException(
          Kind.UNTRUSTED, target + ": is there already: name a file that is not", there);
    } catch (IOException refused) {
      throw new HistoryException(
          Kind.UNUSABLE, target + ": cannot be written: " + Reason.of(refused), refused);
    }
    boolean isWhole = false;
    try {
      sql.update("VACUUM INTO ?", target.toAbsolutePath().toString());
      try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      isWhole = true;
    } finally {
      if (!isWhole) {
        Files.deleteIfExists(target);
      }
    }
  }
}
