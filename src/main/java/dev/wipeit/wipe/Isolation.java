package dev.wipeit.wipe;

import dev.wipeit.media.MediaException;
import dev.wipeit.units.ByteRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds exactly the sectors of a range that refuse an operation, and has it done on all others. For
 * one range and one thread; used once.
 *
 * <p>A piece that refuses is halved, and pieces grow again on good ground; only a sector that
 * refuses alone is tried again. In a run of refusing sectors single ones are tried in growing steps
 * until one takes the operation. What was stepped over is gone through afterwards, from the good
 * end, in the same way. N refusing sectors in a row cost N tries with their retries, and a number
 * that grows with the logarithm of N; what can be done beyond them is done first.
 */
final class Isolation {

  /** Sectors that refuse one after another before steps begin: a scratch, not a single sector. */
  private static final int RUN = 8;

  private final ByteRange range;
  private final int sectorBytes;
  private final int longestBytes;
  private final Tolerance tolerance;
  private final StopRequest stop;
  private final RangeSet refused = new RangeSet();

  /** What was stepped over, in the order in which it is gone through. */
  private final Deque<Gap> gaps = new ArrayDeque<>();

  /** What the current walk has before it; empty between walks. */
  private long walkBegin;

  private long walkEnd;

  /** Does the operation on a piece, of whole sectors but for the end of the range. */
  @FunctionalInterface
  interface Attempt {
    /**
     * Does it; doing it again must do no harm.
     *
     * @throws MediaException of kind READ or WRITE where the piece refuses; any other kind ends the
     *     isolation
     */
    void on(ByteRange piece) throws MediaException;
  }

  private record Gap(long begin, long end, boolean forward) {}

  /**
   * @param range begins at a multiple of the sector, and ends at one or at the end of the device
   * @param sectorBytes the logical sector, 512 or more
   * @param longestBytes the longest piece that is tried at once, a multiple of the sector
   * @param tolerance how often a sector is tried again, and how many bytes of this range may refuse
   * @param stop looked at before every piece
   */
  Isolation(
      ByteRange range, int sectorBytes, int longestBytes, Tolerance tolerance, StopRequest stop) {
    this.range = range;
    this.sectorBytes = sectorBytes;
    this.longestBytes = longestBytes;
    this.tolerance = tolerance;
    this.stop = stop;
    this.walkBegin = range.offset();
    this.walkEnd = range.end();
  }

  /**
   * Works until every sector has taken the operation or refused it alone {@code 1 + retries} times,
   * a stop was requested, or more is refused than is tolerated. Also where this throws, what was
   * found by then can be asked for.
   *
   * @throws MediaException what the attempt threw, if it was no refusal
   */
  void run(Attempt attempt) throws MediaException {
    walk(new Gap(range.offset(), range.end(), true), longestBytes, attempt);
    while (!gaps.isEmpty() && mayGoOn()) {
      walk(gaps.remove(), sectorBytes, attempt);
    }
  }

  /**
   * Goes through the range once, from its beginning, and leaves out what it steps over; what is
   * left can be asked for. What stops {@link #run} stops this.
   *
   * @throws MediaException what the attempt threw, if it was no refusal
   */
  void walkOnce(Attempt attempt) throws MediaException {
    walk(new Gap(range.offset(), range.end(), true), longestBytes, attempt);
  }

  /**
   * Tries the range as one piece of at most the longest length; all of it is left where that
   * refuses.
   *
   * @throws MediaException what the attempt threw, if it was no refusal
   */
  void tryOnce(Attempt attempt) throws MediaException {
    ByteRange piece = next(true, longestBytes);
    if (mayGoOn() && takes(piece, attempt)) {
      advance(piece, true);
    }
  }

  /** What has neither taken the operation for sure nor refused it. */
  List<ByteRange> left() {
    RangeSet left = new RangeSet();
    if (walkBegin < walkEnd) {
      left.add(new ByteRange(walkBegin, walkEnd - walkBegin));
    }
    for (Gap gap : gaps) {
      if (gap.begin < gap.end) {
        left.add(new ByteRange(gap.begin, gap.end - gap.begin));
      }
    }
    return left.ranges();
  }

  /** The sectors that refused, in ascending order, joined where they touch. */
  List<ByteRange> refusing() {
    return refused.ranges();
  }

  /** The bytes of {@link #refusing()}. */
  long refusedBytes() {
    return refused.bytes();
  }

  /** More was refused than is tolerated: the work was ended for that. */
  boolean isOverTolerance() {
    return refused.bytes() > tolerance.mostBadBytes();
  }

  /**
   * Up to here every byte of the range has taken the operation or is in {@link #refusing()}; beyond
   * it nothing counts as done. The end of the range where all of it was gone through.
   */
  long settled() {
    long end = walkBegin < walkEnd ? walkBegin : range.end();
    for (Gap gap : gaps) {
      end = Math.min(end, gap.begin);
    }
    return end;
  }

  private boolean mayGoOn() {
    return !stop.isRequested() && !isOverTolerance();
  }

  private void walk(Gap ground, long firstBytes, Attempt attempt) throws MediaException {
    walkBegin = ground.begin;
    walkEnd = ground.end;
    long size = firstBytes;
    int run = 0;
    while (walkBegin < walkEnd && mayGoOn()) {
      ByteRange piece = next(ground.forward, size);
      if (takes(piece, attempt)) {
        advance(piece, ground.forward);
        size = Math.min(longestBytes, 2 * piece.length());
        run = 0;
      } else if (piece.length() > sectorBytes) {
        size = halved(piece);
      } else {
        refused.add(piece);
        advance(piece, ground.forward);
        run++;
        if (run == RUN) {
          cross(ground.forward, attempt);
          run = 0;
        }
      }
    }
  }

  /** The next piece at the end where the walk goes on, never cutting a sector. */
  private ByteRange next(boolean forward, long size) {
    if (forward) {
      return new ByteRange(walkBegin, Math.min(sectors(size), walkEnd - walkBegin));
    }
    long lastSector = (walkEnd - 1) / sectorBytes * sectorBytes;
    long begin = Math.max(walkBegin, lastSector + sectorBytes - sectors(size));
    return new ByteRange(begin, walkEnd - begin);
  }

  /** Rounded up to whole sectors: an odd end of a device would shift everything otherwise. */
  private long sectors(long bytes) {
    return (bytes + sectorBytes - 1) / sectorBytes * sectorBytes;
  }

  private long halved(ByteRange piece) {
    return Math.max(sectorBytes, sectors(piece.length()) / sectorBytes / 2 * sectorBytes);
  }

  private void advance(ByteRange piece, boolean forward) {
    if (forward) {
      walkBegin = piece.end();
    } else {
      walkEnd = piece.offset();
    }
  }

  /** Tries single sectors, each twice as far on as the last, until one is good. */
  private void cross(boolean forward, Attempt attempt) throws MediaException {
    long step = (long) RUN * sectorBytes;
    boolean found = false;
    while (!found && walkEnd - walkBegin > step && mayGoOn()) {
      ByteRange probe = probe(forward, step);
      found = takes(probe, attempt);
      if (!found) {
        refused.add(probe);
      }
      if (forward) {
        gaps.add(new Gap(walkBegin, probe.offset(), false));
      } else {
        gaps.add(new Gap(probe.end(), walkEnd, true));
      }
      advance(probe, forward);
      step *= 2;
    }
    if (!found && walkBegin < walkEnd && mayGoOn()) {
      gaps.add(new Gap(walkBegin, walkEnd, !forward));
      walkBegin = walkEnd;
    }
  }

  private ByteRange probe(boolean forward, long step) {
    long lastSector = (walkEnd - 1) / sectorBytes * sectorBytes;
    long begin = forward ? walkBegin + step : Math.max(walkBegin, lastSector - step);
    return new ByteRange(begin, Math.min(sectorBytes, walkEnd - begin));
  }

  private boolean takes(ByteRange piece, Attempt attempt) throws MediaException {
    int tries = piece.length() > sectorBytes ? 1 : 1 + tolerance.retries();
    for (int i = 0; i < tries; i++) {
      try {
        attempt.on(piece);
        return true;
      } catch (MediaException e) {
        if (!isRefusal(e)) {
          throw e;
        }
      }
    }
    return false;
  }

  /** Another sector may do better. */
  static boolean isRefusal(MediaException e) {
    return e.kind() == MediaException.Kind.READ || e.kind() == MediaException.Kind.WRITE;
  }
}
