package dev.wipeit.journal;

import org.jspecify.annotations.Nullable;

/**
 * How far a journal could be read.
 *
 * @param next behind the last whole line that was given, to read on from when there is more
 * @param tornBytes what is behind it without an end: a line that is being written, or that was when
 *     its process or the power went; 0 in a journal that is complete, and beside a flaw
 * @param flaw the first line that is not as it was written, or null; nothing behind it was given
 */
public record Reading(Position next, long tornBytes, @Nullable Flaw flaw) {

  /** Whether every line so far is as it was written. */
  public boolean isWhole() {
    return flaw == null;
  }
}
