package dev.wipeit.wipe;

import dev.wipeit.units.ByteRange;
import java.util.ArrayList;
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
   * @param ranges in ascending order, without overlap
   */
  static Extents of(List<ByteRange> ranges) {
    return new Extents(ranges);
  }

  static Extents whole(long begin, long end) {
    return of(List.of(new ByteRange(begin, end - begin)));
  }

  /**
   * All from {@code begin} to {@code end}, but for some ranges.
   *
   * @param gaps in ascending order, without overlap
   */
  static Extents without(long begin, long end, List<ByteRange> gaps) {
    List<ByteRange> ranges = new ArrayList<>();
    long from = begin;
    for (ByteRange gap : gaps) {
      long to = Math.min(gap.offset(), end);
      if (from < to) {
        ranges.add(new ByteRange(from, to - from));
      }
      from = Math.max(from, gap.end());
    }
    if (from < end) {
      ranges.add(new ByteRange(from, end - from));
    }
    return of(ranges);
  }

  /** The bytes of all ranges. */
  long total() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /** The position of an offset of the device, or of the first one behind it that has one. */
  long position(long offset) {
    for (int i = 0; i < ends.length; i++) {
      ByteRange range = ranges.get(i);
      if (offset < range.end()) {
        return ends[i] - range.end() + Math.max(offset, range.offset());
      }
    }
    return total();
  }

  /** The part between two positions. */
  Extents part(long begin, long end) {
    List<ByteRange> parts = new ArrayList<>();
    for (long at = begin; at < end; ) {
      ByteRange range = at(at, end - at);
      parts.add(range);
      at += range.length();
    }
    return of(parts);
  }

  /** In ascending order. */
  List<ByteRange> ranges() {
    return ranges;
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
