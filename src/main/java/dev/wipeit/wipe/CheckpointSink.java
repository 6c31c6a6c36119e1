package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import java.io.IOException;

/** Where checkpoints go. Called by one thread at a time. */
@FunctionalInterface
public interface CheckpointSink {

  /**
   * Replaces the saved state of the run; on return it is on stable storage.
   *
   * @throws IOException if it is not; the state that was saved before still stands
   */
  void save(Checkpoint checkpoint) throws IOException;
}
