package dev.wipeit.journal;

import java.time.Duration;

/** When the lines that were written are to be made durable, in nanoseconds of any clock. */
final class FlushSchedule {

  /** So many lines wait no longer, whatever the interval. */
  static final int MOST_LINES = 100;

  /** The adaptive policy flushes no more often than this. */
  static final Duration SHORTEST = Duration.ofMillis(50);

  private final FlushPolicy policy;
  private long waiting;
  private long since;

  FlushSchedule(FlushPolicy policy) {
    this.policy = policy;
  }

  /** Lines were written that are not durable yet. */
  void wrote(int lines, long now) {
    if (waiting == 0) {
      since = now;
    }
    waiting += lines;
  }

  /** All lines are durable, or never will be. */
  void flushed() {
    waiting = 0;
  }

  /** How long until the lines are to be made durable: 0 for now, or less than 0 for no lines. */
  long waitNanos(long now) {
    if (waiting == 0) {
      return -1;
    }
    long patience =
        switch (policy.kind()) {
          case EACH -> 0;
          case INTERVAL -> waiting >= MOST_LINES ? 0 : policy.interval().toNanos();
          case ADAPTIVE ->
              Math.max(
                  Math.min(SHORTEST.toNanos(), policy.interval().toNanos()),
                  policy.interval().toNanos() / waiting);
        };
    return Math.max(0, patience - (now - since));
  }
}
