package dev.wipeit.history;

import dev.wipeit.journal.JournalLine;
import java.sql.SQLException;

/**
 * What the lines of a run tell of its work: bytes and times of each pass, and the speed over the
 * device. For one thread.
 */
final class Work {

  private final PassSums passes = new PassSums();
  private final SpeedSums speeds = new SpeedSums();
  private Reached last;
  private long totalSize;
  private long activeMs;

  /**
   * @param last how far the run was when it was stored last
   * @param totalSize the bytes of the device, 0 where that is not known
   */
  Work(Reached last, long totalSize) {
    this.last = last;
    this.totalSize = totalSize;
  }

  Reached last() {
    return last;
  }

  /** A process begins, or goes on, at an offset of its first pass. */
  void begin(JournalLine line) {
    totalSize = new Facts(line.object()).number("total_size", totalSize);
    String verify = new Facts(line.object()).text("verify");
    boolean isStraight = "last".equals(verify) || "all".equals(verify);
    long from = new Facts(line.object()).number("from", -1);
    last = new Reached(0, "", isStraight, from, last.done(), line.monotonicMillis(), false);
  }

  /** A phase begins; if one was under way in this process, it has come to its end. */
  void beginPhase(long pass, String phase, boolean readsStraight, JournalLine line) {
    boolean isFirst = last.pass() == 0;
    if (!isFirst && last.isMoving()) {
      long end = last.isStraight() && last.offset() >= 0 ? totalSize : last.offset();
      advance(Math.max(end, last.offset()), last.done(), line);
    }
    boolean isWrite = phase.equals("write");
    long offset = isFirst ? (isWrite ? last.offset() : -1) : 0;
    last =
        new Reached(
            pass,
            phase,
            isWrite || readsStraight,
            offset,
            last.done(),
            line.monotonicMillis(),
            true);
  }

  /** How far the run is by now. */
  void progress(JournalLine line) {
    Facts facts = new Facts(line.object());
    long done = facts.number("bytes_done", last.done());
    String phase = facts.text("phase");
    boolean isSame = facts.number("pass", -1) == last.pass() && last.phase().equals(phase);
    long offset = facts.number("write".equals(phase) ? "written" : "verified", -1);
    if (!isSame || offset < 0 || !last.isMoving()) {
      return;
    }
    boolean isFurther = last.isStraight() ? offset > last.offset() : done > last.done();
    if (isFurther) {
      advance(offset, done, line);
    }
  }

  private void advance(long offset, long done, JournalLine line) {
    long millis = Math.max(0, line.monotonicMillis() - last.monotonicMs());
    boolean isKnown = last.isStraight() && last.offset() >= 0;
    long bytes = isKnown ? offset - last.offset() : Math.max(0, done - last.done());
    passes.add(last.pass(), last.phase(), bytes, millis, line.time().toEpochMilli());
    activeMs += millis;
    if (isKnown && bytes > 0 && offset <= totalSize) {
      speeds.add(last.pass(), last.phase(), totalSize, last.offset(), offset, millis * 1000);
    }
    last =
        new Reached(
            last.pass(),
            last.phase(),
            last.isStraight(),
            offset,
            done,
            line.monotonicMillis(),
            true);
  }

  /** The work rests, or its process has ended: what comes next is not measured from here. */
  void rest(JournalLine line) {
    if (last.isMoving() && last.pass() > 0) {
      advance(last.offset(), last.done(), line);
    }
    last = last.stopped();
  }

  /** A process has ended without a word; nobody knows how long it worked after its last one. */
  void stop() {
    last = last.stopped();
  }

  /** The work goes on after a rest. */
  void goOn(JournalLine line) {
    last =
        new Reached(
            last.pass(),
            last.phase(),
            last.isStraight(),
            last.offset(),
            last.done(),
            line.monotonicMillis(),
            last.pass() > 0);
  }

  /** Adds all of it to what is in the database. */
  void store(Sql sql, long run) throws SQLException {
    passes.store(sql, run);
    speeds.store(sql, run);
    sql.update("UPDATE run SET active_ms = active_ms + ? WHERE number = ?", activeMs, run);
    activeMs = 0;
  }
}
