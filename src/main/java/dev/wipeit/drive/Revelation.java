package dev.wipeit.drive;

/**
 * What became of the attempt to make a drive show what it hides.
 *
 * @param kind how it ended
 * @param detail one line: which area, and what the drive did
 * @param nativeBytes the size that the drive reports from now on, 0 where it does not tell
 */
public record Revelation(Kind kind, String detail, long nativeBytes) {

  /** The ways in which it can end. */
  public enum Kind {
    /** The drive hides nothing; nothing was changed. */
    NOTHING_HIDDEN,
    /** The drive shows everything now, and over a power cycle. */
    REVEALED,
    /** The drive will show it when it was switched off and on. */
    NEEDS_POWER_CYCLE,
    /** Something is hidden and stays so. */
    REFUSED,
    /** The drive cannot tell whether it hides anything; nothing was changed. */
    UNKNOWN
  }
}
