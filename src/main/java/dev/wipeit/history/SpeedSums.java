package dev.wipeit.history;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long each part of a device took, in each pass. All sums are whole numbers: however a journal
 * is cut into pieces, they come to the same.
 */
final class SpeedSums {

  /**
   * Into how many parts a device is divided; a chart on the widest terminal shows about so many.
   */
  static final int BUCKETS = 128;

  private record Part(long pass, String phase, int bucket) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      int order = Long.compare(pass, other.pass);
      order = order != 0 ? order : phase.compareTo(other.phase);
      return order != 0 ? order : Integer.compare(bucket, other.bucket);
    }
  }

  private static final class Sum {
    private long bytes;
    private long micros;
  }

  private final Map<Part, Sum> sums = new TreeMap<>();

  /**
   * Adds a stretch of the device.
   *
   * @param totalSize the bytes of the device, 1 or more
   * @param from its first byte, 0 to {@code to}
   * @param to the byte behind it, at most {@code totalSize}
   * @param micros how long it took, 0 or more microseconds
   */
  void add(long pass, String phase, long totalSize, long from, long to, long micros) {
    long leftBytes = to - from;
    long leftMicros = micros;
    long at = from;
    while (at < to) {
      int bucket = bucket(at, totalSize);
      long end = Math.min(to, beginning(bucket + 1, totalSize));
      long bytes = end - at;
      // The last part gets what rounding has left.
      long share =
          Math.multiplyHigh(leftMicros, bytes) == 0
              ? leftMicros * bytes / leftBytes
              : (long) ((double) leftMicros * bytes / leftBytes);
      Sum sum = sums.computeIfAbsent(new Part(pass, phase, bucket), part -> new Sum());
      sum.bytes += bytes;
      sum.micros += share;
      leftBytes -= bytes;
      leftMicros -= share;
      at = end;
    }
  }

  /** The part in which a byte lies. */
  private static int bucket(long offset, long totalSize) {
    int guess = (int) Math.min(BUCKETS - 1, (long) ((double) offset * BUCKETS / totalSize));
    while (guess > 0 && beginning(guess, totalSize) > offset) {
      guess--;
    }
    while (guess < BUCKETS - 1 && beginning(guess + 1, totalSize) <= offset) {
      guess++;
    }
    return guess;
  }

  private static long beginning(int bucket, long totalSize) {
    if (bucket >= BUCKETS) {
      return totalSize;
    }
    return totalSize / BUCKETS * bucket + totalSize % BUCKETS * bucket / BUCKETS;
  }

  /** Adds all of it to what is in the database. */
  void store(Sql sql, long run) throws SQLException {
    for (Map.Entry<Part, Sum> entry : sums.entrySet()) {
      Part part = entry.getKey();
      sql.update(
          """
          INSERT INTO speed (run, pass, phase, bucket, bytes, micros) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (run, pass, phase, bucket)
          DO UPDATE SET bytes = bytes + excluded.bytes, micros = micros + excluded.micros
          """,
          run,
          part.pass(),
          part.phase(),
          part.bucket(),
          entry.getValue().bytes,
          entry.getValue().micros);
    }
    sums.clear();
  }
}
