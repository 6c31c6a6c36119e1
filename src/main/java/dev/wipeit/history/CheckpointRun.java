package dev.wipeit.history;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.units.ByteRange;
import java.sql.SQLException;
import java.util.List;

/** The rows of a run of which there is an archived checkpoint and no journal. */
final class CheckpointRun {

  private CheckpointRun() {}

  /** Stores what the checkpoint tells, unless the run is known already. */
  static void store(Sql sql, Checkpoint state) throws SQLException {
    if (sql.text("SELECT run FROM run WHERE run = ?", state.run()) != null) {
      return;
    }
    boolean isComplete = state.bytesDone() == state.bytesTotal();
    sql.update(
        """
        INSERT INTO run (run, source, result, finished, began_ms, last_ms, device, model, serial,
          wwn, total_size, method, passes, interruptions, checkpoints, unsaved_checkpoints, stalls,
          pauses, events, bytes_done, bytes_total, active_ms, bad_bytes, unreadable_bytes, header)
        VALUES (?, 'checkpoint', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?, ?, ?, ?, ?,
          '{}')
        """,
        state.run(),
        // Whether it was read back without a difference is not in a checkpoint.
        isComplete ? "completed" : "given-up",
        isComplete ? 1 : 0,
        state.created().toEpochMilli(),
        state.saved().toEpochMilli(),
        state.device(),
        state.identity().model(),
        state.identity().serial(),
        state.identity().wwn(),
        state.totalSize(),
        state.method(),
        (long) state.passes(),
        (long) state.interruptions(),
        state.bytesDone(),
        state.bytesTotal(),
        state.active().toMillis(),
        bytes(state.badRanges()) + bytes(state.deferredRanges()),
        bytes(state.unreadRanges()));
    long number = sql.number("SELECT number FROM run WHERE run = ?", state.run());
    ranges(sql, number, "bad", state.badRanges());
    ranges(sql, number, "deferred", state.deferredRanges());
    ranges(sql, number, "unread", state.unreadRanges());
  }

  private static void ranges(Sql sql, long number, String kind, List<ByteRange> ranges)
      throws SQLException {
    for (ByteRange range : ranges) {
      sql.update(
          "INSERT INTO sectors (run, kind, offset, length) VALUES (?, ?, ?, ?)",
          number,
          kind,
          range.offset(),
          range.length());
    }
  }

  private static long bytes(List<ByteRange> ranges) {
    return ranges.stream().mapToLong(ByteRange::length).sum();
  }
}
