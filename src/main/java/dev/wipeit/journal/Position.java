package dev.wipeit.journal;

import org.jspecify.annotations.Nullable;

/**
 * A place in a journal from which it can be read on.
 *
 * @param offset of the first byte of the next line, from the start of the file
 * @param seq the number of the next line, from 0; -1 where that is not known
 * @param hash the hash of the line before it, or null where that is not known: then the next line
 *     is taken as it is, and only those behind it can be checked
 */
public record Position(long offset, long seq, @Nullable String hash) {

  /** Before the first line. */
  public static final Position START = new Position(0, 0, Chain.ROOT);

  /** Whether all lines up to here were checked. */
  public boolean isChained() {
    return hash != null;
  }
}
