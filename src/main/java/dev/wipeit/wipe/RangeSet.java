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
