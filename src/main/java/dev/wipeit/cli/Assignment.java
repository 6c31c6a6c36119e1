package dev.wipeit.cli;

import dev.wipeit.certificate.JsonObject;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.wipe.CheckpointSink;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a claimed device.
 *
 * @param key under which the run is kept
 * @param store its checkpoints: its own, so that no device waits for those of another
 * @param sink what saves them
 * @param begin where it begins
 * @param proof how the device of a saved run was proven, or null for a fresh run
 * @param pretests whether the device is measured first
 */
record Assignment(
    String key,
    CheckpointStore store,
    CheckpointSink sink,
    Checkpoint begin,
    @Nullable JsonObject proof,
    boolean pretests) {

  boolean resumed() {
    return proof != null;
  }
}
