package dev.wipeit.checkpoint;

import org.jspecify.annotations.Nullable;

/** What was found on disk for a device. */
public sealed interface Loaded {

  /** The checkpoint to go on with, or null if there is none. */
  @Nullable Checkpoint checkpoint();

  /** No run of this device is unfinished. */
  record None() implements Loaded {
    @Override
    public @Nullable Checkpoint checkpoint() {
      return null;
    }
  }

  /** The last checkpoint that was saved. */
  record Current(Checkpoint checkpoint) implements Loaded {}

  /**
   * The checkpoint before the last one; it claims less, so it is as safe to go on with.
   *
   * @param reason one line that says why the last one cannot be used, to be shown
   */
  record Previous(Checkpoint checkpoint, String reason) implements Loaded {}
}
