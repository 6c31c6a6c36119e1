package dev.wipeit.wipe;

import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares what was read with what it should be and gathers the sectors that differ. Thread-safe.
 */
final class Comparison {

  private static final int MOST_RANGES = 1000;

  /**
   * Bytes of a call: the vectorised comparison of the JDK takes over only after some thousand
   * calls.
   */
  private static final int SLICE = 16 << 10;

  private final int sectorBytes;

  /** Length of each differing range by its offset; touching ones are joined when asked for. */
  private final TreeMap<Long, Long> differing = new TreeMap<>();

  private long firstDifference = -1;
  private long sectors;
  private final LongAdder bytes = new LongAdder();

  /**
   * @param sectorBytes the unit in which differences are counted
   */
  Comparison(int sectorBytes) {
    this.sectorBytes = sectorBytes;
  }

  /** Compares two buffers from their positions to their limits, which are equally far apart. */
  void compare(ByteBuffer actual, ByteBuffer expected, long offset) {
    int length = actual.remaining();
    int mismatch = mismatch(actual, expected, length);
    bytes.add(length);
    if (mismatch >= 0) {
      gather(actual, expected, offset, mismatch, length);
    }
  }

  /** The index of the first byte that differs, or -1. */
  private static int mismatch(ByteBuffer actual, ByteBuffer expected, int length) {
    if (length <= SLICE) {
      return actual.mismatch(expected);
    }
    for (int at = 0; at < length; at += SLICE) {
      int size = Math.min(SLICE, length - at);
      int mismatch = actual.slice(at, size).mismatch(expected.slice(at, size));
      if (mismatch >= 0) {
        return at + mismatch;
      }
    }
    return -1;
  }

  private synchronized void gather(
      ByteBuffer actual, ByteBuffer expected, long offset, int mismatch, int length) {
    if (firstDifference < 0 || offset + mismatch < firstDifference) {
      firstDifference = offset + mismatch;
    }
    for (int at = mismatch - mismatch % sectorBytes; at < length; at += sectorBytes) {
      int size = Math.min(sectorBytes, length - at);
      if (!actual.slice(at, size).equals(expected.slice(at, size))) {
        sectors++;
        add(offset + at, size);
      }
    }
  }

  private void add(long offset, long size) {
    Map.Entry<Long, Long> before = differing.floorEntry(offset);
    if (before != null && before.getKey() + before.getValue() == offset) {
      differing.put(before.getKey(), before.getValue() + size);
    } else if (differing.size() < 2 * MOST_RANGES) {
      differing.put(offset, size);
    }
  }

  /** Whether nothing differs so far. */
  synchronized boolean passes() {
    return sectors == 0;
  }

  Verification result(VerifyMode mode) {
    return result(mode, List.of(), 0);
  }

  /**
   * What was found so far.
   *
   * @param unreadable what could not be compared
   * @param cachedBytes what was not read from the medium
   */
  synchronized Verification result(VerifyMode mode, List<ByteRange> unreadable, long cachedBytes) {
    List<ByteRange> ranges = new ArrayList<>();
    for (Map.Entry<Long, Long> entry : differing.entrySet()) {
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).end() == entry.getKey()) {
        ByteRange joined = ranges.remove(last);
        ranges.add(new ByteRange(joined.offset(), joined.length() + entry.getValue()));
      } else if (ranges.size() < MOST_RANGES) {
        ranges.add(new ByteRange(entry.getKey(), entry.getValue()));
      }
    }
    return new Verification(
        mode, bytes.sum(), sectorBytes, firstDifference, sectors, ranges, unreadable, cachedBytes);
  }
}
