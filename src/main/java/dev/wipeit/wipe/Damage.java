package dev.wipeit.wipe;

import dev.wipeit.units.ByteRange;
import java.util.List;

/**
 * What a device has refused to take so far: its bad ranges, and what the current pass has put off
 * because it lies at or behind a stretch that refused. For all threads of a phase.
 */
final class Damage {

  /** A checkpoint of at most 1 MiB holds so many ranges, each of some 60 bytes. */
  static final int MOST_RANGES = 8000;

  /**
   * What is crossed without one good request before the device is given up: 64 MiB, or a twentieth
   * of it. A dead zone is smaller, and what lies behind it is to be wiped.
   */
  private static final long LONGEST_CROSSING = 64L << 20;

  private static final int CROSSED_PART = 20;

  private final Tolerance tolerance;
  private final RangeSet bad = new RangeSet();
  private final RangeSet deferred = new RangeSet();
  private long deferredInARow;

  /**
   * Both sets at one moment.
   *
   * @param bad what refused every try, in ascending order
   * @param deferred what is still to be gone through of what is written, in ascending order
   */
  record Snapshot(List<ByteRange> bad, List<ByteRange> deferred) {}

  private final long longestCrossing;

  Damage(List<ByteRange> bad, List<ByteRange> deferred, Tolerance tolerance, long deviceBytes) {
    long most = Math.max(tolerance.mostBadBytes(), deviceBytes / CROSSED_PART);
    this.longestCrossing = Math.max(LONGEST_CROSSING, most);
    this.bad.addAll(bad);
    this.deferred.addAll(deferred);
    this.tolerance = tolerance;
  }

  /** The parts of a range that are neither bad nor put off. */
  synchronized List<ByteRange> sound(ByteRange range) {
    if (bad.isEmpty() && deferred.isEmpty()) {
      return List.of(range);
    }
    RangeSet both = new RangeSet();
    both.addAll(bad.within(range));
    both.addAll(deferred.within(range));
    return both.without(range);
  }

  /**
   * Puts a range off.
   *
   * @throws GivenUpException if so much was put off without one good request in between that there
   *     is no hope in going on
   */
  synchronized void defer(ByteRange range) throws GivenUpException {
    deferred.add(range);
    deferredInARow += range.length();
    if (deferredInARow > longestCrossing) {
      throw new GivenUpException(
          "nothing could be written any more: not one write from byte "
              + (range.end() - deferredInARow)
              + " on was taken");
    }
    requireFew();
  }

  /** A request was taken as a whole. */
  synchronized void taken() {
    deferredInARow = 0;
  }

  /**
   * A range that was put off has been gone through.
   *
   * @param refusing what in it refused
   * @param left what in it is still put off
   * @throws GivenUpException if more has refused by now than is tolerated
   */
  synchronized void settle(ByteRange range, List<ByteRange> refusing, List<ByteRange> left)
      throws GivenUpException {
    deferred.remove(range);
    deferred.addAll(left);
    bad.addAll(refusing);
    if (bad.bytes() > tolerance.mostBadBytes()) {
      throw new GivenUpException(
          "more than "
              + tolerance.mostBadBytes()
              + " bytes could not be written: given up (--max-bad allows more)");
    }
    requireFew();
  }

  /** What may still refuse before the device is given up. */
  synchronized Tolerance rest() {
    return new Tolerance(tolerance.retries(), Math.max(0, tolerance.mostBadBytes() - bad.bytes()));
  }

  /**
   * @param written up to where the pass has come; what a worker ahead of it has put off is not part
   *     of what a checkpoint claims, and is come to again by whoever goes on there
   */
  synchronized Snapshot snapshot(long written) {
    return new Snapshot(bad.ranges(), deferred.before(written));
  }

  private void requireFew() throws GivenUpException {
    if (bad.count() + deferred.count() > MOST_RANGES) {
      throw new GivenUpException(
          "bad sectors in more than " + MOST_RANGES + " places: the drive is to be destroyed");
    }
  }
}
