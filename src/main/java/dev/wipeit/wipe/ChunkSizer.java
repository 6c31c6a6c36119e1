package dev.wipeit.wipe;

import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.units.ByteSize;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large the next chunk is, by the predecessor's rules: {@code small_chunk} is at most 10 MiB;
 * {@code adaptive_chunk} is twice the buffer in the first tenth of the device, half of it in the
 * last, and between them half below a mean of 50 MiB/s over the last five chunks, one and a half
 * above 200 MiB/s, and at least 1 MiB. For one thread at a time.
 */
final class ChunkSizer {

  /** A multiple of every logical sector, so that only the last chunk can be odd. */
  private static final long ALIGNMENT = 4096;

  private static final long SMALLEST = ByteSize.MIB.bytes();
  private static final long SMALL_CHUNK = ByteSize.ofMebibytes(10).bytes();
  private static final int SAMPLES = 5;
  private static final double SLOW = 50;
  private static final double FAST = 200;

  private final ChunkStrategy strategy;
  private final long buffer;
  private final long total;
  private final Deque<Double> speeds = new ArrayDeque<>();

  /**
   * @param buffer the buffer size in bytes
   * @param total the size of the device in bytes
   */
  ChunkSizer(ChunkStrategy strategy, long buffer, long total) {
    this.strategy = strategy;
    this.buffer = buffer;
    this.total = total;
  }

  /** The speed of a chunk that was done, in MiB/s. */
  void sample(double mebibytesPerSecond) {
    if (speeds.size() == SAMPLES) {
      speeds.removeFirst();
    }
    speeds.addLast(mebibytesPerSecond);
  }

  /** The bytes of the chunk at a position: at least 1, and never beyond the end of the device. */
  long next(long position) {
    long size =
        switch (strategy) {
          case STANDARD, BUFFER_OVERRIDE -> buffer;
          case SMALL_CHUNK -> Math.min(buffer, SMALL_CHUNK);
          case ADAPTIVE_CHUNK -> Math.max(SMALLEST, (long) (buffer * factor(position)));
        };
    return Math.min(size - size % ALIGNMENT, total - position);
  }

  private double factor(long position) {
    double share = (double) position / total;
    if (share < 0.1) {
      return 2.0;
    }
    if (share > 0.9) {
      return 0.5;
    }
    double mean = speeds.stream().mapToDouble(Double::doubleValue).average().orElse(FAST);
    if (mean < SLOW) {
      return 0.5;
    }
    return mean > FAST ? 1.5 : 1.0;
  }
}
