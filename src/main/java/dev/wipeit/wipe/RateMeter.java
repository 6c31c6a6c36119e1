package dev.wipeit.wipe;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The rate of the last ten seconds, of what this process has done. For one thread. */
final class RateMeter {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A rate from less than this is a guess, and not told. */
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, long bytes) {}

  /**
   * @param bytes done so far, never fewer than before
   */
  void sample(long nanos, long bytes) {
    while (samples.size() > 1 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(nanos, bytes));
  }

  /** Bytes per second, 0 where it is not known yet. */
  double bytesPerSecond() {
    if (samples.isEmpty()) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long nanos = last.nanos - first.nanos;
    return nanos < SHORTEST_NANOS ? 0 : (last.bytes - first.bytes) * 1e9 / nanos;
  }

  /** The time that so many bytes take at that rate, or null where it is not known. */
  @Nullable Duration remaining(long bytes) {
    double rate = bytesPerSecond();
    return rate <= 0 ? null : Duration.ofMillis(Math.round(bytes / rate * 1000));
  }
}
