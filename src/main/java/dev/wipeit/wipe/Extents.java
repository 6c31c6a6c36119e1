package dev.wipeit.wipe;

import dev.wipeit.units.ByteRange;
import java.util.Arrays;
import java.util.List;

/** Ranges of a device laid end to end: position 0 is the first byte of the first range. */
final class Extents {

  private final List<ByteRange> ranges;

  /** The position behind each range. */
  private final long[] ends;

  private Extents(List<ByteRange> ranges) {
    this.ranges = List.copyOf(ranges);
    this.ends = new long[ranges.size()];
    long position = 0;
    for (int i = 0; i < ends.length; i++) {
      position += ranges.get(i).length();
      ends[i] = position;
    }
  }

  /**
   * @param ranges in ascending order, without overlap, at least one
   */
  static Extents of(List<ByteRange> ranges) {
    return new Extents(ranges);
  }

  static Extents whole(long begin, long end) {
    return of(List.of(new ByteRange(begin, end - begin)));
  }

  /** The bytes of all ranges. */
  long total() {
    return ends[ends.length - 1];
  }

  /** The range of the device at a position: at most {@code most} bytes, and never across a gap. */
  ByteRange at(long position, long most) {
    int found = Arrays.binarySearch(ends, position);
    int index = found >= 0 ? found + 1 : -found - 1;
    ByteRange range = ranges.get(index);
    long left = ends[index] - position;
    return new ByteRange(range.end() - left, Math.min(left, most));
  }
}
