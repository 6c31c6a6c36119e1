package dev.wipeit.wipe;

import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes events on, but of the checkpoints at most ten in a second: a drive of 7 GB/s has seventy,
 * and to tell each would take more of the processor than to save it. The last one is always told,
 * and before anything that happens after it but progress. For all threads of a run.
 */
public final class SparseCheckpoints implements Consumer<WipeEvent> {

  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Consumer<WipeEvent> listener;
  private final LongSupplier nanoTime;

  /** The last checkpoint, where it was not told. */
  private @Nullable CheckpointSaved held;

  private long toldNanos;

  /**
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public SparseCheckpoints(Consumer<WipeEvent> listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.toldNanos = nanoTime.getAsLong() - EVERY_NANOS;
  }

  @Override
  public synchronized void accept(WipeEvent event) {
    if (event instanceof CheckpointSaved saved) {
      held = saved;
      tellIf(isDue());
    } else {
      tellIf(!(event instanceof Progress) || isDue());
      listener.accept(event);
    }
  }

  private boolean isDue() {
    return nanoTime.getAsLong() - toldNanos >= EVERY_NANOS;
  }

  private void tellIf(boolean due) {
    CheckpointSaved saved = held;
    if (due && saved != null) {
      held = null;
      toldNanos = nanoTime.getAsLong();
      listener.accept(saved);
    }
  }
}
