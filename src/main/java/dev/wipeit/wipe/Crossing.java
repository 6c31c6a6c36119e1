package dev.wipeit.wipe;

import dev.wipeit.units.ByteRange;
import java.util.List;

/**
 * What a phase puts off so that a damaged stretch does not hold it up: requests that refused, and
 * those behind them in growing steps as long as request after request refuses. All that was put off
 * is to be gone through at the end. For all threads of the phase.
 */
final class Crossing {

  /** The longest step, in bytes; a scratch is shorter, and a drive that is worse is dying. */
  private static final long LONGEST_STEP = 1L << 30;

  private final RangeSet putOff = new RangeSet();
  private int refusalsInARow;
  private long skipBegin;
  private long skipEnd;

  /** Whether a request lies in the step that is being taken; it is put off then, untried. */
  synchronized boolean skips(ByteRange request) {
    boolean skips = request.offset() >= skipBegin && request.offset() < skipEnd;
    if (skips) {
      putOff.add(request);
    }
    return skips;
  }

  /** A request refused: it is put off; a second one in a row begins a step, each twice the last. */
  synchronized void refused(ByteRange request) {
    putOff.add(request);
    refusalsInARow++;
    if (refusalsInARow > 1) {
      long step = Math.min(LONGEST_STEP, request.length() << Math.min(20, refusalsInARow - 2));
      skipBegin = request.end();
      skipEnd = Math.max(skipEnd, request.end() + step);
    }
  }

  /** A request was done. */
  synchronized void taken() {
    refusalsInARow = 0;
  }

  synchronized boolean isEmpty() {
    return putOff.isEmpty();
  }

  /** What was put off, in ascending order, joined where it touches. */
  synchronized List<ByteRange> ranges() {
    return putOff.ranges();
  }
}
