package dev.wipeit.history;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Whether everything that was there when the database was made is in it. A process that ends before
 * that leaves the rest to the next one.
 */
final class Completeness {

  private Completeness() {}

  static boolean isComplete(Sql sql) throws SQLException {
    return sql.text("SELECT value FROM meta WHERE name = 'complete'") != null;
  }

  /** Throws every row away; from now on it is not complete. */
  static void begin(Sql sql) throws SQLException {
    sql.transaction(
        () -> {
          sql.update("DELETE FROM meta WHERE name = 'complete'");
          for (String table :
              new String[] {
                "event",
                "speed",
                "sectors",
                "pass",
                "process",
                "verification",
                "health",
                "intake",
                "run"
              }) {
            sql.execute("DELETE FROM " + table);
          }
          return true;
        });
  }

  /** Takes everything in that is not there yet. */
  static void reach(Sql sql, Intake intake) throws SQLException, IOException {
    // A sync for each of thousands of journals would take minutes. What a power cut takes is taken
    // in again, since it is not complete before all is on stable storage.
    sql.execute("PRAGMA synchronous = NORMAL");
    intake.all();
    sql.execute("PRAGMA synchronous = FULL");
    sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    sql.transaction(
        () -> sql.update("INSERT OR REPLACE INTO meta (name, value) VALUES ('complete', '1')"));
  }
}
