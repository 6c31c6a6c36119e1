package dev.wipeit.history;

import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.StateDirectoryException;
import dev.wipeit.checkpoint.Stored;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which runs are over for good: nobody works on them, and nobody can go on with them. */
final class Settled {

  private final StateDirectory state;
  private final Path proc;
  private final Set<String> resumable = new HashSet<>();

  /** Keys of devices whose checkpoint does not tell its run. */
  private final Set<String> inDoubt = new HashSet<>();

  Settled(StateDirectory state, Path proc) throws CheckpointException {
    this.state = state;
    this.proc = proc;
    for (Stored stored : new CheckpointStore(state).all()) {
      if (stored instanceof Stored.Usable usable && usable.loaded().checkpoint() != null) {
        resumable.add(usable.loaded().checkpoint().run());
      } else {
        inDoubt.add(stored.key());
      }
    }
  }

  /** Whether the run, as the history has it, is over for good. */
  boolean holds(Row run) throws StateDirectoryException {
    if (resumable.contains(String.valueOf(run.text("run")))) {
      return false;
    }
    if (run.count("finished") == 1) {
      return true;
    }
    @Nullable String key = run.text("state_key");
    if (key == null) {
      return "checkpoint".equals(run.text("source"));
    }
    boolean mayGoOn = "running".equals(run.text("result"));
    return !inDoubt.contains(key) && !(mayGoOn && DeviceLock.holder(state, key, proc).isPresent());
  }
}
