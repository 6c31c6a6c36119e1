package dev.wipeit.view;

import dev.wipeit.checkpoint.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The rate by the last checkpoints, for a run whose journal tells none. For one thread. */
final class CheckpointRate {

  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final Deque<Checkpoint> seen = new ArrayDeque<>();

  void take(Checkpoint state) {
    if (!seen.isEmpty() && !seen.getLast().saved().isBefore(state.saved())) {
      return;
    }
    seen.addLast(state);
    while (seen.size() > 2 && seen.getFirst().saved().isBefore(state.saved().minus(WINDOW))) {
      seen.removeFirst();
    }
  }

  /** Bytes per second, or null where it is not known or that was {@code stale} ago. */
  @Nullable Double bytesPerSecond(Instant now, Duration stale) {
    if (seen.size() < 2 || seen.getLast().saved().isBefore(now.minus(stale))) {
      return null;
    }
    Checkpoint first = seen.getFirst();
    Checkpoint last = seen.getLast();
    double seconds = Duration.between(first.saved(), last.saved()).toMillis() / 1000.0;
    double bytes = last.bytesDone() - first.bytesDone();
    return seconds <= 0 || bytes <= 0 ? null : bytes / seconds;
  }
}
