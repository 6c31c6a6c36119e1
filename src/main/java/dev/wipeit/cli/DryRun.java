package dev.wipeit.cli;

import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKey;
import dev.wipeit.device.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a wipe would do, without doing it. Nothing is opened for writing, neither a device nor a
 * file: no lock is taken, and no state directory is made.
 */
final class DryRun {

  private final Machine machine;
  private final Optional<StateDirectory> state;
  private final Admission admission;
  private final boolean imageFile;

  /**
   * @param state the state directory, where there is one
   * @param admission who tells whether a device may be wiped
   * @param imageFile whether a regular file is taken as a device
   */
  DryRun(Machine machine, Optional<StateDirectory> state, Admission admission, boolean imageFile) {
    this.machine = machine;
    this.state = state;
    this.admission = admission;
    this.imageFile = imageFile;
  }

  /** Looks at every device as a wipe would before its first byte. */
  List<Outlook> look(Chosen chosen) throws IOException {
    Map<String, Path> seen = new HashMap<>();
    List<Outlook> all = new ArrayList<>();
    for (Path path : chosen.paths()) {
      all.add(look(path, chosen, seen));
    }
    return all;
  }

  private Outlook look(Path path, Chosen chosen, Map<String, Path> seen) throws IOException {
    BlockDevice device;
    try {
      device = machine.devices().inspect(path, imageFile);
    } catch (RefusedException e) {
      return new Outlook(path, null, e.refusals());
    }
    try {
      chosen.requireFound(device);
      String key = DeviceKey.of(device);
      @Nullable Path other = seen.putIfAbsent(key, path);
      if (other != null) {
        throw Admission.namedTwice(path, other);
      }
      requireUnlocked(path, key);
      admission.check(device);
      return new Outlook(path, device, List.of());
    } catch (RefusedException e) {
      return new Outlook(path, device, e.refusals());
    }
  }

  private void requireUnlocked(Path path, String key) throws IOException {
    if (state.isPresent()) {
      OptionalLong holder = DeviceLock.holder(state.get(), key, machine.roots().proc());
      if (holder.isPresent()) {
        throw Admission.beingWiped(path, holder);
      }
    }
  }

  /** What is saved of the device and would be given up, in lines for the operator. */
  List<String> givenUpBy(BlockDevice device) throws IOException {
    return state.isEmpty()
        ? List.of()
        : new SavedRuns(new CheckpointStore(state.get())).givenUpBy(device);
  }
}
