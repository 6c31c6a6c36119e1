package dev.wipeit.view;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.units.ByteRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run does and how far it is.
 *
 * @param run its id
 * @param method the id of the method
 * @param pass the current pass, from 1
 * @param passes of the whole run
 * @param pattern what the current pass writes
 * @param phase writing or reading back
 * @param written bytes of the current pass
 * @param verified bytes of the current pass that were read back
 * @param totalSize what a pass writes, in bytes
 * @param bytesDone of the whole run
 * @param bytesTotal what that will be at the end
 * @param badBytes what would not take a write
 * @param badRanges in how many places
 * @param unreadBytes what could not be read back after an earlier pass
 * @param active the time that was spent working, up to the last checkpoint
 * @param interruptions how often it was gone on with
 * @param created when it began
 * @param saved when its checkpoint was saved
 */
public record Work(
    String run,
    String method,
    int pass,
    int passes,
    String pattern,
    Phase phase,
    long written,
    long verified,
    long totalSize,
    long bytesDone,
    long bytesTotal,
    long badBytes,
    int badRanges,
    long unreadBytes,
    Duration active,
    int interruptions,
    Instant created,
    Instant saved) {

  /** As a checkpoint, or a run that would be saved like this, has it. */
  public static Work of(Checkpoint state) {
    return new Work(
        state.run(),
        state.method(),
        state.pass(),
        state.passes(),
        state.currentPass().toString(),
        state.phase(),
        state.written(),
        state.verified(),
        state.totalSize(),
        state.bytesDone(),
        state.bytesTotal(),
        bytes(state.badRanges()),
        state.badRanges().size(),
        bytes(state.unreadRanges()),
        state.active(),
        state.interruptions(),
        state.created(),
        state.saved());
  }

  /** The same run further on, as its journal tells. */
  Work at(Place position, String patternThen) {
    return new Work(
        run,
        method,
        position.pass(),
        passes,
        patternThen,
        position.phase(),
        position.written(),
        position.verified(),
        totalSize,
        position.bytesDone(),
        position.bytesTotal(),
        badBytes,
        badRanges,
        unreadBytes,
        active,
        interruptions,
        created,
        saved);
  }

  /** Of the whole run, 0 to 100. */
  public double percent() {
    return bytesTotal == 0 ? 0 : Math.min(100, 100.0 * bytesDone / bytesTotal);
  }

  private static long bytes(List<ByteRange> ranges) {
    return ranges.stream().mapToLong(ByteRange::length).sum();
  }
}
