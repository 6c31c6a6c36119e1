package dev.wipeit.history;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.wipeit.history.HistoryException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Puts a damaged database aside, once, however many processes find it at the same time. */
final class SetAside {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SetAside() {}

  /** A new, empty database in place of a damaged one, which is kept under another name. */
  @SuppressWarnings("try") // A lock is held, not used.
  static Database reopened(Path file, HistoryException damage, Clock clock, Consumer<String> told)
      throws HistoryException {
    Path guard = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(
                guard,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock lock = channel.lock()) {
      if (isDamaged(file)) {
        Path aside = moved(file, clock);
        told.accept(
            damage.getMessage()
                + ". It was set aside as "
                + aside.getFileName()
                + " and made anew.");
      }
      return Database.open(file);
    } catch (HistoryException known) {
      throw known;
    } catch (IOException failed) {
      throw new HistoryException(
          Kind.UNUSABLE,
          file + ": is damaged and cannot be set aside: " + Reason.of(failed),
          failed);
    }
  }

  /** Looks through all of it: another process may have made it anew meanwhile. */
  private static boolean isDamaged(Path file) throws HistoryException {
    try (Database database = Database.open(file)) {
      return !"ok".equals(database.sql().text("PRAGMA integrity_check(1)"))
          || !Schema.isIntact(database.sql());
    } catch (SQLException failed) {
      return SqlFailure.of(file.toString(), failed).kind() == Kind.DAMAGED;
    } catch (HistoryException failed) {
      if (failed.kind() != Kind.DAMAGED) {
        throw failed;
      }
      return true;
    }
  }

  private static Path moved(Path file, Clock clock) throws IOException {
    String name = file.getFileName() + ".damaged-" + SECOND.format(clock.instant());
    Path aside = file.resolveSibling(name);
    for (int copy = 2; Files.exists(aside, NOFOLLOW_LINKS); copy++) {
      aside = file.resolveSibling(name + "-" + copy);
    }
    // The log first: left behind, it would be taken for that of the new one.
    for (String ending : List.of("-wal", "-shm", "")) {
      Path part = file.resolveSibling(file.getFileName() + ending);
      if (Files.exists(part, NOFOLLOW_LINKS)) {
        Files.move(
            part,
            aside.resolveSibling(aside.getFileName() + ending),
            StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return aside;
  }
}
