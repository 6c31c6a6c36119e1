package dev.wipeit.wipe;

/**
 * How much a device may refuse before its run gives up.
 *
 * @param retries how often a sector that refused alone is tried again, 0 or more
 * @param mostBadBytes the most bytes that may be refused; one more ends the run
 */
public record Tolerance(int retries, long mostBadBytes) {

  /** What {@code --retries} is by default. */
  public static final int DEFAULT_RETRIES = 3;

  /** What a device of any size may lose by default: 64 MiB, or a hundredth of it. */
  private static final long DEFAULT_BAD_BYTES = 64L << 20;

  public Tolerance {
    if (retries < 0 || mostBadBytes < 0) {
      throw new IllegalArgumentException("not a tolerance: " + retries + ", " + mostBadBytes);
    }
  }

  /**
   * What is tolerated where nothing was asked for: 64 MiB, or 1 % of a device where that is more.
   *
   * @param deviceBytes the size of the device
   */
  public static Tolerance forSize(long deviceBytes) {
    return new Tolerance(DEFAULT_RETRIES, Math.max(DEFAULT_BAD_BYTES, deviceBytes / 100));
  }
}
