package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.checkpoint.PretestResults;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run tells while it works, one event at a time, in order. */
public sealed interface WipeEvent {

  /**
   * Emitted once, when the first checkpoint of this process is saved and the work begins.
   *
   * @param state the state from which the work begins
   * @param resumed whether the run was gone on with
   * @param from the offset at which the current pass begins or goes on, rewinding included
   */
  record Started(Checkpoint state, boolean resumed, long from) implements WipeEvent {}

  /**
   * Emitted when a pretest begins: before the first pass of a fresh run, where one was asked for.
   *
   * @param places what it will write, in ascending order
   */
  record PretestStarted(List<ByteRange> places) implements WipeEvent {}

  /**
   * Emitted when a pretest is over, or was skipped.
   *
   * @param results what was measured, saved by now; or null where nothing was
   * @param strategy how chunks are sized from now on
   * @param reason why that strategy, or why nothing was measured; one line
   */
  record Pretested(@Nullable PretestResults results, ChunkStrategy strategy, String reason)
      implements WipeEvent {}

  /**
   * Emitted when a pass, or the reading back of one, begins or goes on.
   *
   * @param number the pass, from 1
   * @param passes the passes of the whole run
   * @param pass what it writes
   * @param phase writing or reading back
   * @param verify how much is read back, in the phase that does
   */
  record PhaseStarted(int number, int passes, Pass pass, Phase phase, VerifyMode verify)
      implements WipeEvent {}

  /**
   * Emitted several times a second.
   *
   * @param state the run as it would be saved if everything done were durable
   * @param bytesPerSecond the rate of the last seconds, 0 where it is not known yet
   * @param remaining the time that is left at that rate, or null where it is not known yet
   * @param chunkBytes the size of the current chunk
   */
  record Progress(
      Checkpoint state, double bytesPerSecond, @Nullable Duration remaining, long chunkBytes)
      implements WipeEvent {}

  /** Emitted when a checkpoint after the first is on stable storage. */
  record CheckpointSaved(Checkpoint state) implements WipeEvent {}

  /**
   * Emitted when the device has stalled: by {@link StallRules} it does not answer, or is far slower
   * than it was.
   *
   * @param silent whether a request is unanswered; else it is slow
   * @param lasting for how long by now
   */
  record Stalled(boolean silent, Duration lasting) implements WipeEvent {}

  /**
   * Emitted when a device that has stalled works again.
   *
   * @param lasted how long it stalled
   */
  record StallOver(Duration lasted) implements WipeEvent {}

  /**
   * Emitted when the run pauses because the device is too warm; what is done is saved within a
   * second or two, and a stop is obeyed.
   *
   * @param celsius how warm it is
   * @param limit what it has reached
   * @param goesOnAt what it has to cool to
   */
  record Paused(int celsius, int limit, int goesOnAt) implements WipeEvent {}

  /**
   * Emitted when a paused run goes on.
   *
   * @param celsius how warm the device is, or null if it has ceased to tell
   */
  record Resumed(@Nullable Integer celsius) implements WipeEvent {}

  /**
   * Emitted when a checkpoint could not be saved; the run goes on and tries again when the next one
   * falls due.
   *
   * @param reason one line
   */
  record CheckpointFailed(String reason) implements WipeEvent {}

  /** Emitted once, when the work is over, however it ended. */
  record Finished(WipeOutcome outcome) implements WipeEvent {}
}
