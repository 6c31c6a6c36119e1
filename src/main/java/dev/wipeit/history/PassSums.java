package dev.wipeit.history;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was done in each pass and phase since the last time that it was stored. */
final class PassSums {

  private record Key(long pass, String phase) {}

  private static final class Sum {
    private long bytes;
    private long millis;
    private long lastMs;
  }

  private final Map<Key, Sum> sums = new LinkedHashMap<>();

  /**
   * Adds work that was done.
   *
   * @param atMs when it was done, milliseconds since 1970
   */
  void add(long pass, String phase, long bytes, long millis, long atMs) {
    Sum sum = sums.computeIfAbsent(new Key(pass, phase), key -> new Sum());
    sum.bytes += bytes;
    sum.millis += millis;
    sum.lastMs = Math.max(sum.lastMs, atMs);
  }

  /** Adds all of it to what is in the database. */
  void store(Sql sql, long run) throws SQLException {
    for (Map.Entry<Key, Sum> entry : sums.entrySet()) {
      Sum sum = entry.getValue();
      sql.update(
          """
          UPDATE pass
          SET bytes = bytes + ?, work_ms = work_ms + ?, last_ms = max(last_ms, ?)
          WHERE run = ? AND pass = ? AND phase = ?
          """,
          sum.bytes,
          sum.millis,
          sum.lastMs,
          run,
          entry.getKey().pass(),
          entry.getKey().phase());
    }
    sums.clear();
  }
}
