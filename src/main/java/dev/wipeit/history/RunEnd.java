package dev.wipeit.history;

import dev.wipeit.journal.JournalLine;
import dev.wipeit.units.ByteRange;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last line of a process tells: the result, the sectors, the reading back, the health. */
final class RunEnd {

  /** The field of the line, and what its ranges are called in the table. */
  private static final List<List<String>> SECTORS =
      List.of(
          List.of("bad_ranges", "bad"),
          List.of("deferred_ranges", "deferred"),
          List.of("unread_ranges", "unread"),
          List.of("unreadable", "unreadable"),
          List.of("differing", "differing"));

  private final Sql sql;
  private final long run;

  RunEnd(Sql sql, long run) {
    this.sql = sql;
    this.run = run;
  }

  /** What is known of the run as a whole from now on. */
  void state(String result, boolean isOver) throws SQLException {
    sql.update(
        "UPDATE run SET result = ?, finished = ? WHERE number = ?", result, isOver ? 1 : 0, run);
  }

  /** With which code the process ended, as far as this run is concerned. */
  void exitCode(@Nullable Long code) throws SQLException {
    sql.update("UPDATE run SET exit_code = ? WHERE number = ?", code, run);
  }

  /** How a process ended. */
  void process(long process, JournalLine line, String how) throws SQLException {
    sql.update(
        "UPDATE process SET ended_ms = ?, result = ?, failure = ? WHERE run = ? AND process = ?",
        line.time().toEpochMilli(),
        how,
        new Facts(line.object()).text("failure"),
        run,
        process);
  }

  /**
   * Takes the end of a run in as far as this process brought it; it replaces what an earlier
   * process told.
   *
   * @return the result in the words of {@code wipe --json}
   */
  String finish(JournalLine line) throws SQLException {
    Facts facts = new Facts(line.object());
    ranges(facts);
    verification(line);
    sql.update(
        "UPDATE run SET ending = ?, failure = ? WHERE number = ?",
        facts.json(),
        facts.text("failure"),
        run);
    return result(facts);
  }

  /** The sectors that are not as they should be, in place of those that were told earlier. */
  void ranges(Facts facts) throws SQLException {
    sql.update("DELETE FROM sectors WHERE run = ?", run);
    for (List<String> kind : SECTORS) {
      for (ByteRange range : facts.ranges(kind.get(0))) {
        sql.update(
            "INSERT OR REPLACE INTO sectors (run, kind, offset, length) VALUES (?, ?, ?, ?)",
            run,
            kind.get(1),
            range.offset(),
            range.length());
      }
    }
    sql.update(
        "UPDATE run SET bad_bytes = ?, unreadable_bytes = ? WHERE number = ?",
        bytes(facts.ranges("bad_ranges")) + bytes(facts.ranges("deferred_ranges")),
        bytes(facts.ranges("unreadable")) + bytes(facts.ranges("unread_ranges")),
        run);
  }

  private static String result(Facts facts) {
    String result = facts.text("result");
    if (result == null) {
      return "unknown";
    }
    boolean isWhole =
        SECTORS.stream().allMatch(kind -> facts.ranges(kind.get(0)).isEmpty())
            && facts.number("cached_bytes", 0) == 0;
    return result.equals("wiped") && !isWhole ? "wiped-with-exceptions" : result;
  }

  private void verification(JournalLine line) throws SQLException {
    Facts facts = new Facts(line.object());
    Long read = facts.number("verified_bytes");
    if (read != null) {
      sql.update(
          "INSERT INTO verification (run, seq, passed, facts) VALUES (?, ?, ?, ?)",
          run,
          line.seq(),
          facts.number("sectors_differing", 0) == 0 ? 1 : 0,
          Verified.json(facts));
    }
  }

  /** A reading of what the drive says of itself. */
  void health(JournalLine line) throws SQLException {
    String moment = new Facts(line.object()).text("when");
    health(line, moment == null ? "unknown" : moment, new Facts(line.object()));
  }

  private void health(JournalLine line, String moment, @Nullable Facts facts) throws SQLException {
    if (facts != null) {
      sql.update(
          "INSERT OR REPLACE INTO health (run, seq, moment, facts) VALUES (?, ?, ?, ?)",
          run,
          line.seq(),
          moment,
          facts.json());
    }
  }

  private static long bytes(List<ByteRange> ranges) {
    return ranges.stream().mapToLong(ByteRange::length).sum();
  }
}
