package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.units.ByteRange;
import java.util.List;

/** How much a run has to do, and has done, in bytes written and read back. */
final class Work {

  private Work() {}

  /** The state with its byte counts made to agree with its position. */
  static Checkpoint measured(Checkpoint state) {
    return Draft.of(state).work(done(state), total(state)).checkpoint();
  }

  static long total(Checkpoint state) {
    return before(state, state.passes() + 1);
  }

  static long done(Checkpoint state) {
    return before(state, state.pass())
        + state.written()
        - bytes(state.deferredRanges())
        + (state.phase() == Phase.VERIFY ? state.verified() : 0);
  }

  /** A stream for it would take a twentieth of what a checkpoint takes: measured. */
  private static long bytes(List<ByteRange> ranges) {
    long bytes = 0;
    for (ByteRange range : ranges) {
      bytes += range.length();
    }
    return bytes;
  }

  /** Whether the current pass is read back after it was written. */
  static boolean verifies(Checkpoint state) {
    return readBytes(state, state.pass()) > 0;
  }

  private static long before(Checkpoint state, int pass) {
    long bytes = (pass - 1) * state.totalSize();
    for (int earlier = 1; earlier < pass; earlier++) {
      bytes += readBytes(state, earlier);
    }
    return bytes;
  }

  private static long readBytes(Checkpoint state, int pass) {
    boolean last = pass == state.passes();
    return switch (state.verify()) {
      case NONE -> 0;
      case SAMPLE -> last ? Sampling.of(state).nominalBytes() : 0;
      case LAST -> last ? provable(state).total() : 0;
      case ALL -> provable(state).total();
    };
  }

  /**
   * What can be read back: not what a predecessor wrote before the run was taken over, which cannot
   * be compared with anything, and not what would not take the write.
   */
  static Extents provable(Checkpoint state) {
    return Extents.without(state.unproven(), state.totalSize(), state.badRanges());
  }
}
