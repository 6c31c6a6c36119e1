package dev.wipeit.wipe;

/**
 * How fast a run may go, how often it is saved, and what it works with.
 *
 * @param checkpointBytes how many bytes of the device fall due to be saved at once; 1 MiB or more
 * @param bytesPerSecond the most that is written or read back in a second; {@link Long#MAX_VALUE}
 *     for no limit
 * @param means its workers and buffers
 */
public record Pace(long checkpointBytes, long bytesPerSecond, Means means) {

  public Pace {
    if (checkpointBytes < 1 << 20 || bytesPerSecond < 1) {
      throw new IllegalArgumentException("not a pace: " + checkpointBytes + ", " + bytesPerSecond);
    }
  }

  /** The pace of a run that is alone. */
  public Pace(long checkpointBytes, long bytesPerSecond) {
    this(checkpointBytes, bytesPerSecond, Means.alone());
  }
}
