package dev.wipeit.wipe;

import java.time.Duration;

/**
 * What held a run up in this process.
 *
 * @param stalls how often the device stalled
 * @param longestStall how long the longest of them lasted
 * @param paused how long the run was paused for the device to cool
 */
public record Delays(int stalls, Duration longestStall, Duration paused) {

  /** Nothing did. */
  public static final Delays NONE = new Delays(0, Duration.ZERO, Duration.ZERO);

  /** These, and what held up the same device before or after. */
  public Delays and(Delays other) {
    Duration longest =
        longestStall.compareTo(other.longestStall) >= 0 ? longestStall : other.longestStall;
    return new Delays(stalls + other.stalls, longest, paused.plus(other.paused));
  }
}
