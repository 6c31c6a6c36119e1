package dev.wipeit.journal;

/**
 * The first line of a journal that is not as it was written.
 *
 * @param line its number as an editor counts, from 1
 * @param kind what is wrong with it
 * @param reason one line that names the line
 */
public record Flaw(long line, Kind kind, String reason) {

  /** What can be wrong with a line. */
  public enum Kind {
    /** No JSON object of one line, or without what every line has. */
    NOT_A_LINE,
    /** Another number than is due: lines are missing, or there twice. */
    NUMBER,
    /** Altered, or lines before it are missing. */
    CHAIN,
    /** A journal of a later version, or of something else: left alone, not damaged. */
    FOREIGN
  }
}
