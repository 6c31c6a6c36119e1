package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.wipe.WipeEvent.CheckpointFailed;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The state of the run: what it is, what was saved of it, and the one place that saves. A
 * checkpoint that cannot be saved does not stop the run; it is told, and the next one tries again.
 * For all threads of the run.
 */
final class Ledger {

  private final CheckpointSink sink;
  private final Consumer<WipeEvent> listener;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final long beginNanos;
  private final Duration activeBefore;
  private Checkpoint state;
  private boolean isSaved;

  Ledger(
      Checkpoint begin,
      CheckpointSink sink,
      Consumer<WipeEvent> listener,
      Clock clock,
      LongSupplier nanoTime) {
    this.state = begin;
    this.sink = sink;
    this.listener = listener;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.beginNanos = nanoTime.getAsLong();
    this.activeBefore = begin.active();
  }

  synchronized Checkpoint state() {
    return state;
  }

  /** Whether the last state is on stable storage. */
  synchronized boolean isSaved() {
    return isSaved;
  }

  /** The time that this process has spent on the run. */
  Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - beginNanos);
  }

  /** A draft as it would be saved now: with its byte counts and times. */
  Checkpoint measured(Draft draft) {
    Duration active = activeBefore.plus(elapsed());
    return Work.measured(
        draft.times(Duration.ofMillis(active.toMillis()), clock.instant()).checkpoint());
  }

  /**
   * Makes a draft the state and saves it.
   *
   * @throws IOException if it could not be saved; the draft is the state all the same
   */
  synchronized void saveOrFail(Draft draft) throws IOException {
    isSaved = false;
    state = measured(draft);
    sink.save(state);
    isSaved = true;
  }

  /** Makes a draft the state and saves it; that is told, and a failure is told and remembered. */
  synchronized void save(Draft draft) {
    try {
      saveOrFail(draft);
      listener.accept(new CheckpointSaved(state));
    } catch (IOException e) {
      listener.accept(new CheckpointFailed(String.valueOf(e.getMessage())));
    }
  }
}
