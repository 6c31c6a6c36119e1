package dev.wipeit.method;

import java.nio.ByteBuffer;

/**
 * Gives the bytes of a pattern at any offset, in a buffer of its own that is used again and again.
 * For one thread.
 */
public interface Filler {

  /**
   * The pattern from a byte offset on.
   *
   * @param offset absolute offset on the device in bytes, 0 or more
   * @param length how many bytes, at most the capacity of the buffer
   * @return the filler's buffer, from position 0 to limit {@code length}; valid until the next call
   */
  ByteBuffer at(long offset, int length);
}
