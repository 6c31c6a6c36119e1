package dev.wipeit.view;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a run; null where it is not known.
 *
 * @param bytesPerSecond of the last seconds
 * @param average bytes per second over all the time that was spent working
 * @param remaining the time that is left at the present rate
 * @param celsius how warm the drive is
 */
public record Readings(
    @Nullable Double bytesPerSecond,
    @Nullable Double average,
    @Nullable Duration remaining,
    @Nullable Integer celsius) {

  /** Nothing is known. */
  public static final Readings NONE = new Readings(null, null, null, null);

  /** The average rate of so many bytes in that time, or null where there is none yet. */
  public static @Nullable Double average(long bytes, Duration active) {
    return active.toMillis() < 1000 || bytes <= 0 ? null : bytes * 1000.0 / active.toMillis();
  }
}
