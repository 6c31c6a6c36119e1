package dev.wipeit.history;

import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import dev.wipeit.journal.Reading;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies the chain of every journal, and that the database holds what they say. */
final class Inspector {

  private final Sql sql;
  private final JournalFiles journals;
  private final List<String> flaws = new ArrayList<>();
  private long lines;

  Inspector(Sql sql, JournalFiles journals) {
    this.sql = sql;
    this.journals = journals;
  }

  Inspection inspect() throws SQLException, IOException {
    long count = 0;
    for (String run : journals.runs()) {
      Path file = journals.file(run);
      if (file != null) {
        count++;
        inspect(run, file);
      }
    }
    database();
    return new Inspection(count, lines, flaws);
  }

  private void inspect(String run, Path file) throws SQLException {
    List<Row> taken =
        sql.rows(
            "SELECT seq, hash, result FROM run JOIN intake ON intake.run = run.number"
                + " WHERE run.run = ?",
            run);
    long seq = taken.isEmpty() ? 0 : taken.get(0).count("seq");
    String[] hash = new String[1];
    try (ReadableByteChannel channel = JournalFiles.open(file, Position.START)) {
      Reading reading =
          JournalReader.read(
              channel,
              Position.START,
              line -> {
                lines++;
                if (line.seq() == seq - 1) {
                  hash[0] = line.hash();
                }
              });
      if (reading.flaw() != null) {
        flaws.add(file + ": " + reading.flaw().reason());
      } else if (!taken.isEmpty()) {
        compare(file, taken.get(0), hash[0]);
      }
    } catch (IOException failed) {
      flaws.add(file + ": cannot be read: " + Reason.of(failed));
    }
  }

  /** A journal that was written anew has a chain of its own, but not this one. */
  private void compare(Path file, Row taken, @Nullable String hash) {
    if (hash == null) {
      flaws.add(file + ": ends before line " + taken.count("seq") + ", which was in it once");
    } else if (!hash.equals(taken.text("hash"))) {
      flaws.add(file + ": line " + taken.count("seq") + " is not the one that was in it once");
    }
  }

  private void database() {
    try {
      for (Row row : sql.rows("PRAGMA integrity_check(1)")) {
        String answer = String.valueOf(row.text("integrity_check"));
        if (!answer.equals("ok")) {
          flaws.add("history.db: " + answer.replace('\n', ' '));
        }
      }
    } catch (SQLException failed) {
      flaws.add("history.db: " + SqlFailure.of("history.db", failed).getMessage());
    }
  }
}
