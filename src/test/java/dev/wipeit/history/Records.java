package dev.wipeit.history;

import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Histories to ask. */
final class Records {

  static final Clock CLOCK = Clock.fixed(WrittenJournal.BEGIN, ZoneOffset.UTC);

  static final List<String> TABLES =
      List.of("process", "pass", "sectors", "verification", "health", "event", "speed", "intake");

  private Records() {}

  static History open(StateDirectory state, List<String> told) throws IOException {
    return History.open(state, Path.of("/proc"), CLOCK, told::add);
  }

  /** Opens the history, which takes in what is new, and gives every row of it. */
  static List<String> takenIn(StateDirectory state) throws IOException, SQLException {
    List<String> told = new ArrayList<>();
    open(state, told).close();
    if (!told.isEmpty()) {
      throw new AssertionError(told);
    }
    return dump(state);
  }

  /** Every row of every table, by the names of the runs; their numbers may differ. */
  static List<String> dump(StateDirectory state) throws IOException, SQLException {
    List<String> rows = new ArrayList<>();
    try (Database database = Database.openReadOnly(History.file(state))) {
      Sql sql = database.sql();
      for (Row row : sql.rows("SELECT * FROM run ORDER BY run")) {
        rows.add("run " + row.fields().toString().replaceFirst("number=[0-9]+", ""));
        for (String table : TABLES) {
          for (Row detail :
              sql.rows("SELECT * FROM " + table + " WHERE run = ?", row.number("number"))) {
            rows.add(table + " " + detail.fields().toString().replaceFirst("run=[0-9]+", ""));
          }
        }
      }
    }
    return rows;
  }
}
