package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.wipe.CheckpointSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Saves a run under its key; the first checkpoint of a fresh one takes the place of an old run. */
final class RunSink implements CheckpointSink {

  private final CheckpointStore store;
  private final String key;
  private @Nullable String oldRun;

  /**
   * A sink.
   *
   * @param oldRun what the run that is saved under this key is archived as, or null where there is
   *     none, or where it is the one that is gone on with
   */
  RunSink(CheckpointStore store, String key, @Nullable String oldRun) {
    this.store = store;
    this.key = key;
    this.oldRun = oldRun;
  }

  @Override
  public void save(Checkpoint checkpoint) throws IOException {
    if (oldRun == null) {
      store.save(key, checkpoint);
    } else {
      store.begin(key, checkpoint, oldRun);
      oldRun = null;
    }
  }
}
