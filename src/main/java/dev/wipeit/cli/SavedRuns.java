package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.Loaded;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DeviceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The unfinished runs of the state directory, looked up by the device they belong to. */
final class SavedRuns {

  private final CheckpointStore store;

  SavedRuns(CheckpointStore store) {
    this.store = store;
  }

  /**
   * A run that can be gone on with.
   *
   * @param key under which it is kept
   * @param loaded its last usable checkpoint
   */
  record Saved(String key, Loaded loaded) {
    Checkpoint checkpoint() {
      return Objects.requireNonNull(loaded.checkpoint());
    }
  }

  /** Every run that can be gone on with. */
  List<Saved> usable() throws CheckpointException {
    List<Saved> usable = new ArrayList<>();
    for (Stored stored : store.all()) {
      if (stored instanceof Stored.Usable found) {
        usable.add(new Saved(found.key(), found.loaded()));
      }
    }
    return usable;
  }

  /** What cannot be gone on with, by its key. */
  List<Stored.Unusable> unusable() throws CheckpointException {
    List<Stored.Unusable> unusable = new ArrayList<>();
    for (Stored stored : store.all()) {
      if (stored instanceof Stored.Unusable found) {
        unusable.add(found);
      }
    }
    return unusable;
  }

  /** The runs that are provably this device's. */
  List<Saved> of(BlockDevice device) throws CheckpointException {
    return usable().stream()
        .filter(saved -> saved.checkpoint().identity().isSameDeviceAs(device.identity()))
        .toList();
  }

  /** What a fresh run of the device will give up, in lines for the operator. */
  List<String> givenUpBy(BlockDevice device) throws CheckpointException {
    List<String> lines = new ArrayList<>();
    for (Saved run : of(device)) {
      Checkpoint checkpoint = run.checkpoint();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s at %.2f %% will be given up;",
              checkpoint.run(),
              checkpoint.percent()));
      lines.add("to go on with it instead: wipeit resume " + device.path());
    }
    for (Stored.Unusable unusable : unusable()) {
      if (unusable.key().equals(DeviceKey.of(device))) {
        lines.add("cannot be used and will be given up: " + unusable.failure().getMessage());
      }
    }
    return lines;
  }

  /** The runs of devices that nothing but their content can prove, of the same size. */
  List<Saved> unprovable(BlockDevice device) throws CheckpointException {
    DeviceIdentity identity = device.identity();
    return usable().stream()
        .filter(saved -> !saved.checkpoint().identity().isProvable())
        .filter(saved -> saved.checkpoint().identity().sizeBytes() == identity.sizeBytes())
        .toList();
  }

  /**
   * Everything that is saved for this device, whether it can be used or not: its key, and the id of
   * the run, or "damaged" where that cannot be told.
   */
  Map<String, String> keysOf(BlockDevice device) throws CheckpointException {
    String own = DeviceKey.of(device);
    Map<String, String> keys = new TreeMap<>();
    for (Stored stored : store.all()) {
      @Nullable Checkpoint state =
          stored instanceof Stored.Usable usable ? usable.loaded().checkpoint() : null;
      boolean same = state != null && state.identity().isSameDeviceAs(device.identity());
      if (same || stored.key().equals(own)) {
        keys.put(stored.key(), state == null ? "damaged" : state.run());
      }
    }
    return keys;
  }
}
