package dev.wipeit.wipe;

import dev.wipeit.units.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ranges gathered in any order, joined where they touch or overlap. For one thread at a time. */
final class RangeSet {

  /** The end of each range by its offset. */
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  private long bytes;

  void add(ByteRange range) {
    long begin = range.offset();
    long end = range.end();
    Map.Entry<Long, Long> touching = ends.floorEntry(end);
    while (touching != null && touching.getValue() >= begin) {
      begin = Math.min(begin, touching.getKey());
      end = Math.max(end, touching.getValue());
      bytes -= touching.getValue() - touching.getKey();
      ends.remove(touching.getKey());
      touching = ends.floorEntry(end);
    }
    ends.put(begin, end);
    bytes += end - begin;
  }

  void addAll(Iterable<ByteRange> ranges) {
    ranges.forEach(this::add);
  }

  /** Takes a range out, whatever part of it is in. */
  void remove(ByteRange range) {
    for (ByteRange part : within(range)) {
      Map.Entry<Long, Long> around = ends.floorEntry(part.offset());
      long begin = around.getKey();
      long end = around.getValue();
      ends.remove(begin);
      bytes -= part.length();
      if (begin < part.offset()) {
        ends.put(begin, part.offset());
      }
      if (end > part.end()) {
        ends.put(part.end(), end);
      }
    }
  }

  /** The parts of a range that are in, in ascending order. */
  List<ByteRange> within(ByteRange range) {
    List<ByteRange> parts = new ArrayList<>();
    Map.Entry<Long, Long> first = ends.floorEntry(range.offset());
    long from = first == null ? range.offset() : first.getKey();
    ends.subMap(from, range.end())
        .forEach(
            (begin, end) -> {
              long b = Math.max(begin, range.offset());
              long e = Math.min(end, range.end());
              if (b < e) {
                parts.add(new ByteRange(b, e - b));
              }
            });
    return parts;
  }

  /** What lies before an offset, in ascending order. */
  List<ByteRange> before(long end) {
    return end == 0 ? List.of() : within(new ByteRange(0, end));
  }

  /** The parts of a range that are not in, in ascending order. */
  List<ByteRange> without(ByteRange range) {
    List<ByteRange> parts = new ArrayList<>();
    long at = range.offset();
    for (ByteRange part : within(range)) {
      if (part.offset() > at) {
        parts.add(new ByteRange(at, part.offset() - at));
      }
      at = part.end();
    }
    if (at < range.end()) {
      parts.add(new ByteRange(at, range.end() - at));
    }
    return parts;
  }

  /** How many ranges there are. */
  int count() {
    return ends.size();
  }

  /** The bytes of all ranges. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return ends.isEmpty();
  }

  /** In ascending order. */
  List<ByteRange> ranges() {
    List<ByteRange> ranges = new ArrayList<>(ends.size());
    ends.forEach((begin, end) -> ranges.add(new ByteRange(begin, end - begin)));
    return ranges;
  }
}
