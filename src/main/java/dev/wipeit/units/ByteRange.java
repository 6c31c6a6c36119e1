package dev.wipeit.units;

/**
 * A range of bytes of a device.
 *
 * @param offset the first byte, 0 or more
 * @param length how many, 1 or more
 */
public record ByteRange(long offset, long length) {

  public ByteRange {
    if (offset < 0 || length <= 0 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("not a range: " + offset + " + " + length);
    }
  }

  /** The first byte behind the range. */
  public long end() {
    return offset + length;
  }
}
