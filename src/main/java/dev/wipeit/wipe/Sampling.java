package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.units.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The quick sampling of NIST SP 800-88r1 section 4.7.3: the device in 1,000 subsections, in each
 * two disjoint samples at positions drawn anew every time, each at least 5 % of the subsection, and
 * the first and the last LBA. A device of less than 2,000 units is read as a whole.
 */
final class Sampling {

  private static final int SUBSECTIONS = 1000;

  /** One sample covers at least a twentieth of its subsection. */
  private static final int SHARE = 20;

  /** Samples begin and end at multiples of this, which is a multiple of every logical sector. */
  private static final int UNIT = 4096;

  private final long begin;
  private final long end;
  private final long units;

  private Sampling(long begin, long end) {
    this.begin = begin / UNIT * UNIT;
    this.end = end;
    this.units = (end - this.begin + UNIT - 1) / UNIT;
  }

  /** Of the part of a run's last pass that this run has written. */
  static Sampling of(Checkpoint state) {
    return new Sampling(state.unproven(), state.totalSize());
  }

  /** The bytes that a draw reads, or fewer than three units more than that. */
  long nominalBytes() {
    if (readsAll()) {
      return end - begin;
    }
    return Math.min(end - begin, 2L * UNIT * (SUBSECTIONS * sampleUnits() + 1));
  }

  /**
   * Draws positions.
   *
   * @param alsoFrom from here on everything is read; {@code end} where nothing is to be added
   */
  Extents draw(RandomGenerator random, long alsoFrom) {
    Merged merged = new Merged();
    if (readsAll()) {
      return Extents.whole(begin, end);
    }
    merged.add(0, 1);
    long length = sampleUnits();
    // A last unit that is cut off belongs to no subsection: it is read in any case.
    long whole = (end - begin) / UNIT;
    for (int i = 0; i < SUBSECTIONS; i++) {
      long from = whole * i / SUBSECTIONS;
      long room = whole * (i + 1) / SUBSECTIONS - from - 2 * length + 1;
      long a = random.nextLong(room);
      long b = random.nextLong(room);
      merged.add(from + Math.min(a, b), length);
      merged.add(from + Math.max(a, b) + length, length);
    }
    long tail = Math.min(units - 1, Math.max(0, alsoFrom - begin) / UNIT);
    merged.add(tail, units - tail);
    return Extents.of(merged.ranges);
  }

  private boolean readsAll() {
    return (end - begin) / UNIT < 2L * SUBSECTIONS;
  }

  private long sampleUnits() {
    long longest = ((end - begin) / UNIT + SUBSECTIONS - 1) / SUBSECTIONS;
    return (longest + SHARE - 1) / SHARE;
  }

  /** Ranges in ascending order of their begin, joined where they touch or overlap. */
  private final class Merged {

    private final List<ByteRange> ranges = new ArrayList<>();

    void add(long firstUnit, long count) {
      long from = begin + firstUnit * UNIT;
      long to = Math.min(end, from + count * UNIT);
      while (!ranges.isEmpty() && ranges.get(ranges.size() - 1).end() >= from) {
        ByteRange last = ranges.remove(ranges.size() - 1);
        from = Math.min(from, last.offset());
        to = Math.max(to, last.end());
      }
      ranges.add(new ByteRange(from, to - from));
    }
  }
}
