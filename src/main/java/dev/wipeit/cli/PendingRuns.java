package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.BlockDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished runs of the state directory by the disk that they are provably of. Where it cannot
 * be read, as by another user, that is said and there are none: the list of the disks is no less
 * true for it.
 */
final class PendingRuns {

  /**
   * A run and whose it is.
   *
   * @param state its last checkpoint
   * @param run what is shown of it
   */
  private record Entry(Checkpoint state, PendingRun run) {}

  private final List<Entry> entries;
  private final @Nullable String problem;

  private PendingRuns(List<Entry> entries, @Nullable String problem) {
    this.entries = entries;
    this.problem = problem;
  }

  static PendingRuns read(Machine machine, Path directory) {
    try {
      Optional<StateDirectory> state = StateDirectory.existing(directory);
      return state.isEmpty()
          ? new PendingRuns(List.of(), null)
          : new PendingRuns(entries(machine, state.get()), null);
    } catch (IOException e) {
      return new PendingRuns(List.of(), "saved runs cannot be told: " + e.getMessage());
    }
  }

  /** Why there may be more than are known, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** The run of this device that was saved last, or null. */
  @Nullable PendingRun of(BlockDevice device) {
    return entries.stream()
        .filter(entry -> entry.state().identity().isSameDeviceAs(device.identity()))
        .max(Comparator.comparing(entry -> entry.state().saved()))
        .map(Entry::run)
        .orElse(null);
  }

  private static List<Entry> entries(Machine machine, StateDirectory state) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (SavedRuns.Saved saved : new SavedRuns(new CheckpointStore(state)).usable()) {
      Checkpoint last = Objects.requireNonNull(saved.checkpoint());
      entries.add(
          new Entry(
              last,
              new PendingRun(
                  last.run(),
                  last.method(),
                  Math.floor(last.percent() * 100) / 100,
                  DeviceLock.holder(state, saved.key(), machine.roots().proc()))));
    }
    return entries;
  }
}
