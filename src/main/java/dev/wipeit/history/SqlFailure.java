package dev.wipeit.history;

import dev.wipeit.history.HistoryException.Kind;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite means by its failures: https://www.sqlite.org/rescode.html. */
final class SqlFailure {

  private SqlFailure() {}

  /** The failure in words, with what to do. */
  static HistoryException of(String file, SQLException failure) {
    return switch (kind(failure)) {
      case LOCKED ->
          new HistoryException(
              Kind.LOCKED,
              file
                  + ": another process keeps it locked, for more than "
                  + Database.PATIENCE.toSeconds()
                  + " s: try again when that is done",
              failure);
      case DAMAGED ->
          new HistoryException(Kind.DAMAGED, file + ": is damaged: " + words(failure), failure);
      default ->
          new HistoryException(
              Kind.UNUSABLE, file + ": cannot be used: " + words(failure), failure);
    };
  }

  private static Kind kind(SQLException failure) {
    return switch (primary(failure)) {
      case "BUSY", "LOCKED" -> Kind.LOCKED;
      case "CORRUPT", "NOTADB", "FORMAT" -> Kind.DAMAGED;
      // A column or table that this version's tables have is not there; or a value that no
      // statement of ours ever wrote.
      case "ERROR", "CONSTRAINT", "MISMATCH" -> Kind.DAMAGED;
      default -> Kind.UNUSABLE;
    };
  }

  /** {@code BUSY} for {@code SQLITE_BUSY_SNAPSHOT}. */
  private static String primary(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return "";
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    return code.name().replaceFirst("^SQLITE_", "").replaceFirst("_.*$", "");
  }

  private static String words(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      return sqlite.getResultCode().message.toLowerCase(Locale.ROOT);
    }
    return String.valueOf(failure.getMessage());
  }
}
