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

  /**
   * What a device of any size may lose by default, in bytes. Each of these sectors is tried alone,
   * with its retries: on a drive that takes a second to refuse, more would cost days.
   */
  private static final long DEFAULT_BAD_BYTES = 16L << 20;

  /** What is tolerated where nothing was asked for: 3 retries, 16 MiB. */
  public static final Tolerance USUAL = new Tolerance(DEFAULT_RETRIES, DEFAULT_BAD_BYTES);

  public Tolerance {
    if (retries < 0 || mostBadBytes < 0) {
      throw new IllegalArgumentException("not a tolerance: " + retries + ", " + mostBadBytes);
    }
  }
}
