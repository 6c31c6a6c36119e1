package dev.wipeit.method;

import java.nio.ByteBuffer;

/**
 * What a pass writes: a function of the absolute byte offset alone, whatever the chunk size, the
 * alignment and the place where a resumed run began.
 */
public sealed interface FillPattern permits FixedPattern, Keystream {

  /**
   * A filler over this pattern.
   *
   * @param buffer where it puts the bytes; with a capacity of at least the longest request
   */
  Filler filler(ByteBuffer buffer);
}
