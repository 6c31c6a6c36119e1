package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.units.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The quick sampling of NIST SP 800-88r1 section 4.7.3: the device in 1,000 subsections, in each
 * two disjoint samples at positions drawn anew every time, each at least 5 % of the subsection, and
 * the first and the last LBA. A device of less than 2,000 units is read as a whole, and so is one
 * of which too much is asked for the samples to be apart. A smaller share than 10 % is no quick
 * sampling any more.
 */
final class Sampling {

  private static final int SUBSECTIONS = 1000;

  /** Samples begin and end at multiples of this, which is a multiple of every logical sector. */
  private static final int UNIT = 4096;

  /** What there is to be sampled, laid end to end: without what was refused or cannot be proven. */
  private final Extents ground;

  private final int permille;
  private final long units;

  private Sampling(Extents ground, int permille) {
    this.ground = ground;
    this.permille = permille;
    this.units = (ground.total() + UNIT - 1) / UNIT;
  }

  /** Of the part of a run's last pass that this run has written. */
  static Sampling of(Checkpoint state) {
    return new Sampling(Work.provable(state), state.samplePermille());
  }

  /**
   * Of anything.
   *
   * @param permille how much both samples of a subsection cover of it, 1 to 1000
   */
  static Sampling of(Extents ground, int permille) {
    return new Sampling(ground, permille);
  }

  /** The bytes that a draw reads, or fewer than three units more than that. */
  long nominalBytes() {
    if (readsAll()) {
      return ground.total();
    }
    return Math.min(ground.total(), 2L * UNIT * (SUBSECTIONS * sampleUnits() + 1));
  }

  /**
   * Draws positions.
   *
   * @param alsoFrom from this offset of the device on everything is read; the size of the device
   *     where nothing is to be added
   */
  Extents draw(RandomGenerator random, long alsoFrom) {
    if (readsAll()) {
      return ground;
    }
    RangeSet drawn = new RangeSet();
    add(drawn, 0, 1);
    long length = sampleUnits();
    // A last unit that is cut off belongs to no subsection: it is read in any case.
    long whole = ground.total() / UNIT;
    for (int i = 0; i < SUBSECTIONS; i++) {
      long from = whole * i / SUBSECTIONS;
      long room = whole * (i + 1) / SUBSECTIONS - from - 2 * length + 1;
      long a = random.nextLong(room);
      long b = random.nextLong(room);
      add(drawn, from + Math.min(a, b), length);
      add(drawn, from + Math.max(a, b) + length, length);
    }
    long tail = Math.min(units - 1, ground.position(alsoFrom) / UNIT);
    add(drawn, tail, units - tail);
    return onTheDevice(drawn);
  }

  private void add(RangeSet drawn, long firstUnit, long count) {
    long from = firstUnit * UNIT;
    drawn.add(new ByteRange(from, Math.min(ground.total(), from + count * UNIT) - from));
  }

  private Extents onTheDevice(RangeSet positions) {
    List<ByteRange> ranges = new ArrayList<>();
    for (ByteRange range : positions.ranges()) {
      ranges.addAll(ground.part(range.offset(), range.end()).ranges());
    }
    return Extents.of(ranges);
  }

  private boolean readsAll() {
    long shortest = ground.total() / UNIT / SUBSECTIONS;
    return shortest < 2 || 2 * sampleUnits() > shortest;
  }

  /** Of one sample: half of the share of the longest subsection, rounded up. */
  private long sampleUnits() {
    long longest = (ground.total() / UNIT + SUBSECTIONS - 1) / SUBSECTIONS;
    return (longest * permille + 1999) / 2000;
  }
}
