package dev.wipeit.history;

import dev.wipeit.journal.JournalHeader;
import dev.wipeit.journal.JournalLine;
import dev.wipeit.journal.Position;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a run that has a journal, and up to where that was taken in. For one thread, inside
 * one transaction.
 */
final class JournalRun {

  private final Sql sql;
  private final String id;
  private @Nullable Fold fold;
  private @Nullable Work work;
  private long number;

  JournalRun(Sql sql, String id) {
    this.sql = sql;
    this.id = id;
  }

  /** Where the next line begins; the start where none was taken in. */
  Position open() throws SQLException {
    List<Row> found =
        sql.rows(
            "SELECT intake.*, total_size FROM run JOIN intake ON intake.run = run.number"
                + " WHERE run.run = ?",
            id);
    if (found.isEmpty()) {
      return Position.START;
    }
    Row row = found.get(0);
    number = row.count("run");
    Reached last =
        new Reached(
            row.count("pass"),
            String.valueOf(row.text("phase")),
            row.count("is_straight") == 1,
            row.count("position"),
            row.count("done"),
            row.count("monotonic_ms"),
            row.count("is_moving") == 1);
    begin(last, row.count("total_size"), row.count("process"), row.count("reads_straight") == 1);
    return new Position(row.count("taken"), row.count("seq"), String.valueOf(row.text("hash")));
  }

  private void begin(Reached last, long totalSize, long process, boolean readsStraight) {
    work = new Work(last, totalSize);
    fold = new Fold(sql, number, process, readsStraight, work);
  }

  /** Takes the next line in. */
  void take(JournalLine line) throws SQLException {
    JournalHeader header = line.seq() == 0 ? JournalHeader.of(line) : null;
    if (header != null) {
      create(header, line);
    }
    Fold into = fold;
    if (into != null) {
      into.take(line);
    }
  }

  private void create(JournalHeader header, JournalLine line) throws SQLException {
    Facts device = new Facts(header.device());
    Facts plan = new Facts(header.plan());
    // What a checkpoint alone has told of it.
    sql.update("DELETE FROM run WHERE run = ?", id);
    sql.update(
        """
        INSERT INTO run (run, source, result, finished, began_ms, last_ms, state_key, device,
          model, serial, wwn, total_size, method, passes, interruptions, checkpoints,
          unsaved_checkpoints, stalls, pauses, events, active_ms, bad_bytes, unreadable_bytes,
          header)
        VALUES (?, 'journal', 'running', 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          ?)
        """,
        id,
        line.time().toEpochMilli(),
        line.time().toEpochMilli(),
        header.key(),
        device.text("path"),
        device.text("model"),
        device.text("serial"),
        device.text("wwn"),
        device.number("total_size"),
        plan.text("method"),
        plan.number("passes"),
        new Facts(line.object()).json());
    number = sql.number("SELECT number FROM run WHERE run = ?", id);
    begin(Reached.NOWHERE, device.number("total_size", 0), 0, false);
  }

  /**
   * Stores what was gathered, and how far the journal was taken in.
   *
   * @param damage what is wrong with the line behind that, or null
   */
  void store(Position next, @Nullable String damage) throws SQLException {
    Fold into = fold;
    Work done = work;
    if (into == null || done == null) {
      return;
    }
    into.store();
    Reached last = done.last();
    sql.update(
        "INSERT OR REPLACE INTO intake (run, taken, hash, seq, process, pass, phase,"
            + " reads_straight, is_straight, position, done, monotonic_ms, is_moving)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        number,
        next.offset(),
        next.hash(),
        next.seq(),
        into.process(),
        last.pass(),
        last.phase(),
        into.readsStraight() ? 1 : 0,
        last.isStraight() ? 1 : 0,
        last.offset(),
        last.done(),
        last.monotonicMs(),
        last.isMoving() ? 1 : 0);
    damage(damage);
  }

  /** What is wrong with the journal, or null; the rows stay as they are. */
  void damage(@Nullable String damage) throws SQLException {
    sql.update("UPDATE run SET damage = ? WHERE run = ?", damage, id);
  }
}
