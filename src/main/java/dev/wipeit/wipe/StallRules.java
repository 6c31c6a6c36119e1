package dev.wipeit.wipe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a device counts as stalled.
 *
 * @param silent a request that is unanswered for so long
 * @param slow so long at less than a hundredth of the rate before
 * @param timeout a stall of this length ends the run; null for never
 */
public record StallRules(Duration silent, Duration slow, @Nullable Duration timeout) {

  /** How many times slower than before a stalled device is. */
  static final int SLOWER = 100;

  public StallRules {
    if (silent.isNegative() || slow.isNegative() || slow.isZero()) {
      throw new IllegalArgumentException("not rules: " + silent + ", " + slow);
    }
  }

  /**
   * 30 seconds without an answer, or a minute below a hundredth of the rate before; no longer
   * without an answer than the timeout, so that a stall is told before it ends the run.
   *
   * @param timeout null for never
   */
  public static StallRules usual(@Nullable Duration timeout) {
    Duration silent = Duration.ofSeconds(30);
    if (timeout != null && timeout.compareTo(silent) < 0) {
      silent = timeout;
    }
    return new StallRules(silent, Duration.ofMinutes(1), timeout);
  }
}
