package dev.wipeit.history;

import dev.wipeit.history.HistoryException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * The tables, and how a database of an earlier version gets them: docs/state-format.md. The version
 * is SQLite's {@code user_version}; a migration is never changed once it has shipped.
 */
final class Schema {

  /** Migration {@code n} leads from version {@code n} to {@code n + 1}. */
  static final List<List<String>> MIGRATIONS = List.of(SchemaOne.STATEMENTS);

  /** The version that this program reads and writes. */
  static final int VERSION = MIGRATIONS.size();

  private Schema() {}

  /**
   * Brings the tables to this program's version, in one transaction.
   *
   * @throws HistoryException ({@link Kind#NEWER}) if they are of a later one; nothing is touched
   */
  static void migrate(Sql sql, String file) throws SQLException, HistoryException {
    if (version(sql, file) == VERSION) {
      return;
    }
    sql.transaction(
        () -> {
          // Once more: another process may have done it meanwhile.
          for (int from = version(sql, file); from < VERSION; from++) {
            for (String statement : MIGRATIONS.get(from)) {
              sql.execute(statement);
            }
            sql.execute("PRAGMA user_version = " + (from + 1));
          }
          return true;
        });
  }

  /** The version of the tables, 0 where there are none. */
  static int version(Sql sql, String file) throws SQLException, HistoryException {
    int version = (int) sql.number("PRAGMA user_version");
    if (version > VERSION || version < 0) {
      throw new HistoryException(
          Kind.NEWER,
          file
              + ": has version "
              + version
              + ", this wipeit knows up to "
              + VERSION
              + ": use the wipeit that made it; nothing was changed");
    }
    return version;
  }

  /** Whether the tables are exactly those that this version makes. */
  static boolean isIntact(Sql sql) throws SQLException, HistoryException {
    String query = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
    try (Sql fresh = new Sql(JDBC.createConnection("jdbc:sqlite::memory:", new Properties()))) {
      migrate(fresh, "");
      return sql.rows(query).equals(fresh.rows(query));
    }
  }
}
