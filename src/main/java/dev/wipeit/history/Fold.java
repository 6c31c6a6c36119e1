package dev.wipeit.history;

import dev.wipeit.journal.JournalLine;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lines of one run into its rows, in their order. What comes of a journal does not depend
 * on how it was cut into pieces. For one thread, inside one transaction.
 */
final class Fold {

  /** The ends after which there is nothing to resume. */
  private static final Set<String> OVER =
      Set.of("wiped", "wiped-with-exceptions", "wiped-unsaved", "differs");

  private final Sql sql;
  private final long run;
  private final RunEnd ends;
  private final Work work;
  private final Counts counts = new Counts();
  private long process;
  private boolean readsStraight;

  Fold(Sql sql, long run, long process, boolean readsStraight, Work work) {
    this.sql = sql;
    this.run = run;
    this.process = process;
    this.readsStraight = readsStraight;
    this.work = work;
    this.ends = new RunEnd(sql, run);
  }

  /** What is only counted. */
  private static final class Counts {
    private long events;
    private long checkpoints;
    private long unsaved;
    private long stalls;
    private long pauses;
    private long lastMs;
    private @Nullable Long bytesDone;
    private @Nullable Long bytesTotal;
  }

  long process() {
    return process;
  }

  boolean readsStraight() {
    return readsStraight;
  }

  /** Takes a line in; the line after the one before. */
  void take(JournalLine line) throws SQLException {
    record(line);
    switch (line.type()) {
      case "process_begun" -> beginProcess(line);
      case "run_started", "run_resumed" -> begin(line);
      case "phase_started" -> beginPhase(line);
      case "progress" -> work.progress(line);
      case "checkpoint_saved" -> {
        counts.checkpoints++;
        work.progress(line);
        if (line.object().has("bad_ranges")) {
          ends.ranges(new Facts(line.object()));
        }
      }
      case "checkpoint_failed" -> counts.unsaved++;
      case "stall" -> counts.stalls++;
      case "paused" -> {
        counts.pauses++;
        work.rest(line);
      }
      case "resumed" -> work.goOn(line);
      case "run_finished" -> finish(line);
      case "run_interrupted" -> interrupted(line);
      case "device_result" -> conclude(line);
      case "health" -> ends.health(line);
      default -> {}
    }
  }

  private void record(JournalLine line) throws SQLException {
    Facts facts = new Facts(line.object());
    Long done = facts.number("bytes_done");
    boolean isFrequent =
        line.type().equals("progress")
            || (line.type().equals("checkpoint_saved") && !line.object().has("bad_ranges"));
    sql.update(
        "INSERT INTO event (run, seq, type, time_ms, monotonic_ms, bytes_done, fields)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        run,
        line.seq(),
        line.type(),
        line.time().toEpochMilli(),
        line.monotonicMillis(),
        done,
        // Tens of thousands in a run, all alike; the journal has them.
        isFrequent ? null : facts.json());
    counts.events++;
    counts.lastMs = Math.max(counts.lastMs, line.time().toEpochMilli());
    count(facts);
  }

  private void count(Facts facts) {
    Long done = facts.number("bytes_done");
    counts.bytesDone = done == null ? counts.bytesDone : done;
    Long total = facts.number("bytes_total");
    counts.bytesTotal = total == null ? counts.bytesTotal : total;
  }

  private void beginProcess(JournalLine line) throws SQLException {
    Facts facts = new Facts(line.object());
    work.stop();
    process++;
    sql.update(
        "INSERT INTO process (run, process, host, user, sudo_user, pid, boot_id, tool, began_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        run,
        process,
        facts.text("host"),
        facts.text("user"),
        facts.text("sudo_user"),
        facts.number("pid"),
        facts.text("boot_id"),
        facts.text("tool"),
        line.time().toEpochMilli());
    ends.state("running", false);
  }

  private void begin(JournalLine line) throws SQLException {
    work.begin(line);
    String verify = new Facts(line.object()).text("verify");
    readsStraight = "last".equals(verify) || "all".equals(verify);
    sql.update(
        "UPDATE run SET passes = coalesce(?, passes), total_size = coalesce(?, total_size)"
            + " WHERE number = ?",
        new Facts(line.object()).number("passes"),
        new Facts(line.object()).number("total_size"),
        run);
  }

  private void beginPhase(JournalLine line) throws SQLException {
    Facts facts = new Facts(line.object());
    String phase = facts.text("phase");
    Long pass = facts.number("pass");
    if (phase == null || pass == null) {
      return;
    }
    work.beginPhase(pass, phase, readsStraight, line);
    sql.update(
        "INSERT INTO pass (run, pass, phase, pattern, began_ms, last_ms, work_ms, bytes)"
            + " VALUES (?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING",
        run,
        pass,
        phase,
        facts.text("pattern"),
        line.time().toEpochMilli(),
        line.time().toEpochMilli());
  }

  private void finish(JournalLine line) throws SQLException {
    work.progress(line);
    work.rest(line);
    String result = ends.finish(line);
    ends.process(process, line, result);
    ends.state(result, OVER.contains(result));
  }

  /** What the operator was told of it in the end. */
  private void conclude(JournalLine line) throws SQLException {
    String result = new Facts(line.object()).text("result");
    if (result != null) {
      ends.process(process, line, result);
      ends.state(result, OVER.contains(result));
      ends.exitCode(new Facts(line.object()).number("exit_code"));
    }
  }

  private void interrupted(JournalLine line) throws SQLException {
    work.stop();
    // What the last checkpoint knows may be more than the last line that was flushed.
    Facts saved = new Facts(line.object()).object("checkpoint");
    if (saved != null) {
      count(saved);
      ends.ranges(saved);
    }
    ends.process(process, line, "interrupted");
    ends.state("interrupted", false);
  }

  /** Stores what was gathered; nothing is gathered afterwards. */
  void store() throws SQLException {
    work.store(sql, run);
    sql.update(
        """
        UPDATE run SET
          events = events + ?, checkpoints = checkpoints + ?,
          unsaved_checkpoints = unsaved_checkpoints + ?, stalls = stalls + ?, pauses = pauses + ?,
          last_ms = max(last_ms, ?), bytes_done = coalesce(?, bytes_done),
          bytes_total = coalesce(?, bytes_total), interruptions = max(0, ? - 1)
        WHERE number = ?
        """,
        counts.events,
        counts.checkpoints,
        counts.unsaved,
        counts.stalls,
        counts.pauses,
        counts.lastMs,
        counts.bytesDone,
        counts.bytesTotal,
        process,
        run);
  }
}
