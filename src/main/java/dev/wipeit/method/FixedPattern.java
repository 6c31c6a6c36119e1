package dev.wipeit.method;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The same few bytes over and over; the byte at offset {@code n} is byte {@code n mod length}.
 *
 * @param hex the bytes, two hexadecimal digits each, at least one byte
 */
public record FixedPattern(String hex) implements FillPattern {

  public FixedPattern {
    if (!hex.matches("([0-9a-f]{2}){1,16}")) {
      throw new IllegalArgumentException("not 1 to 16 bytes in hexadecimal: '" + hex + "'");
    }
  }

  @Override
  public Filler filler(ByteBuffer buffer) {
    return new Repeating(HexFormat.of().parseHex(hex), buffer);
  }

  /** Fills its buffer only when the phase or the length asks for it: once, for most passes. */
  private static final class Repeating implements Filler {

    /** Small enough that what is copied again and again stays in the cache of the core. */
    private static final int BLOCK = 16 << 10;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private int filledPhase = -1;
    private int filledLength;

    Repeating(byte[] bytes, ByteBuffer buffer) {
      this.bytes = bytes;
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer at(long offset, int length) {
      int phase = (int) (offset % bytes.length);
      if (phase != filledPhase || length > filledLength) {
        fill(phase, length);
      }
      return buffer.position(0).limit(length);
    }

    /** One repetition byte by byte, doubled up to a block, then block after block. */
    private void fill(int phase, int length) {
      buffer.clear();
      int filled = Math.min(bytes.length, length);
      for (int i = 0; i < filled; i++) {
        buffer.put(i, bytes[(phase + i) % bytes.length]);
      }
      int block = bytes.length;
      while (filled < length) {
        int more = Math.min(block, length - filled);
        buffer.put(filled, buffer, 0, more);
        filled += more;
        block = block < BLOCK ? filled : block;
      }
      filledPhase = phase;
      filledLength = length;
    }
  }
}
