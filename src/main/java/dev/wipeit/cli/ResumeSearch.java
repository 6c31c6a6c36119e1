package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.cli.SavedRuns.Saved;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DeviceKey;
import dev.wipeit.device.DeviceNumber;
import dev.wipeit.device.Disk;
import dev.wipeit.device.RefusedException;
import dev.wipeit.wipe.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings saved runs and devices together. */
final class ResumeSearch {

  private final Machine machine;
  private final Session session;

  /**
   * A run and the device to go on with.
   *
   * @param named whether the command line names the device
   * @param basis what is known of the device before its content is looked at
   */
  record Found(Path path, Saved saved, boolean named, Proof.Basis basis) {

    static Found of(Path path, Saved saved, boolean named) {
      DeviceIdentity identity = saved.checkpoint().identity();
      boolean drive = identity.serial() != null || identity.wwn() != null;
      Proof.Basis known = identity.isProvable() ? Proof.Basis.FILE : Proof.Basis.NOTHING;
      return new Found(path, saved, named, drive ? Proof.Basis.IDENTITY : known);
    }
  }

  ResumeSearch(Machine machine, Session session) {
    this.machine = machine;
    this.session = session;
  }

  /**
   * The runs of the devices that are named.
   *
   * @throws CommandException if there is not exactly one for each
   */
  List<Found> named(List<Path> paths) throws CommandException, IOException {
    List<Found> found = new ArrayList<>();
    for (Path path : paths) {
      found.add(named(path));
    }
    return found;
  }

  private Found named(Path path) throws CommandException, IOException {
    BlockDevice device = machine.devices().inspect(path, true);
    List<Saved> runs = session.saved().of(device);
    boolean contentAlone = runs.isEmpty() && !device.identity().isProvable();
    if (contentAlone) {
      runs = session.saved().unprovable(device);
    }
    if (runs.size() == 1) {
      requireTheOnlyOne(device);
      return Found.of(path, runs.get(0), true);
    }
    throw runs.isEmpty() ? nothingFor(device) : several(path, runs);
  }

  /** What another attached disk claims as well proves nothing. */
  private void requireTheOnlyOne(BlockDevice device) throws CommandException, IOException {
    if (device.identity().serial() == null) {
      return;
    }
    DeviceNumber number = machine.devices().diskOf(device);
    List<Disk> disks = machine.disks();
    for (Disk disk : disks) {
      if (disk.device().number().equals(number)) {
        DeviceIdentity identity = disk.device().identity();
        List<Disk> all =
            Ambiguity.claims(
                disks.stream()
                    .filter(other -> identity.sharesSerialWith(other.device().identity()))
                    .toList());
        if (all.size() > 1) {
          throw Ambiguity.of(ExitCode.NOTHING_TO_RESUME, "serial number " + identity.serial(), all);
        }
      }
    }
  }

  private CommandException nothingFor(BlockDevice device) throws IOException {
    for (Stored.Unusable unusable : session.saved().unusable()) {
      if (unusable.key().equals(DeviceKey.of(device))) {
        if (unusable.failure().kind() == CheckpointException.Kind.UNTRUSTED) {
          throw unusable.failure();
        }
        return nothing(
            String.valueOf(unusable.failure().getMessage()),
            "what is saved for "
                + device.path()
                + " cannot be used; wipe it from its beginning: wipeit wipe "
                + device.path());
      }
    }
    for (Saved saved : session.saved().usable()) {
      if (seemsMeant(saved.checkpoint(), device)) {
        return mismatch(saved.checkpoint(), device);
      }
    }
    return nothing(
        "nothing to resume for " + device.path(), "see the saved runs with 'wipeit status'");
  }

  private static boolean seemsMeant(Checkpoint state, BlockDevice device) {
    DeviceIdentity before = state.identity();
    DeviceIdentity now = device.identity();
    return state.device().equals(device.path().toString())
        || (before.serial() != null && before.serial().equals(now.serial()))
        || (before.wwn() != null && before.wwn().equals(now.wwn()))
        || (before.backing() != null && Objects.equals(before.backing(), now.backing()));
  }

  private static CommandException mismatch(Checkpoint state, BlockDevice device) {
    return new CommandException(
        ExitCode.NOTHING_TO_RESUME,
        device.path() + " is not provably the device of run " + state.run(),
        "  saved:    " + state.identity().describe(),
        "  attached: " + device.identity().describe(),
        "  attach the right device, or wipe this one from its beginning: wipeit wipe "
            + device.path(),
        "Nothing was written.");
  }

  private static CommandException several(Path path, List<Saved> runs) {
    return nothing(
        "several saved runs may be those of " + path + ": " + ids(runs),
        "keep the right one: move the others out of the progress folder of the state directory");
  }

  private static String ids(List<Saved> runs) {
    return runs.stream().map(run -> run.checkpoint().run()).collect(Collectors.joining(", "));
  }

  private static CommandException nothing(String what, String remedy) {
    return new CommandException(
        ExitCode.NOTHING_TO_RESUME, what, "  " + remedy, "Nothing was written.");
  }

  /**
   * The runs whose device is attached, found by identity.
   *
   * @param chosen tells which of the devices the command line is about
   * @throws CommandException if there is none
   */
  List<Found> attached(DeviceSearch chosen) throws CommandException, IOException {
    for (Stored.Unusable unusable : session.saved().unusable()) {
      session.report().warning(String.valueOf(unusable.failure().getMessage()));
    }
    List<Found> found = new ArrayList<>();
    List<Disk> disks = machine.disks(session.report()::warning);
    for (Saved saved : session.saved().usable()) {
      if (!isGoingOn(saved)) {
        find(saved, disks, chosen, found);
      }
    }
    if (found.isEmpty()) {
      throw nothing(
          "nothing to resume: no saved run has its device attached, or it is not among those chosen",
          "attach the device, or name it; see 'wipeit status'");
    }
    return found;
  }

  private boolean isGoingOn(Saved saved) throws IOException {
    OptionalLong holder = DeviceLock.holder(session.state(), saved.key(), machine.roots().proc());
    if (holder.isPresent()) {
      session.message(
          "run " + saved.checkpoint().run() + " is going on in process " + holder.getAsLong());
    }
    return holder.isPresent();
  }

  private void find(Saved saved, List<Disk> disks, DeviceSearch chosen, List<Found> found)
      throws CommandException, IOException {
    Checkpoint state = saved.checkpoint();
    DeviceIdentity identity = state.identity();
    List<Disk> claims =
        Ambiguity.claims(
            disks.stream()
                .filter(
                    disk ->
                        identity.isSameDeviceAs(disk.device().identity())
                            || identity.sharesSerialWith(disk.device().identity()))
                .toList());
    @Nullable BlockDevice device = claims.isEmpty() ? atItsPath(state) : claims.get(0).device();
    if (claims.size() > 1) {
      CommandException several =
          Ambiguity.of(ExitCode.NOTHING_TO_RESUME, "the identity of run " + state.run(), claims);
      several.lines().forEach(session.report()::warning);
    } else if (device == null || !identity.isSameDeviceAs(device.identity())) {
      session.message(
          "run "
              + state.run()
              + " of "
              + state.device()
              + " waits: no attached device has "
              + identity.describe());
    } else if (chosen.admits(device)) {
      found.add(Found.of(device.path(), saved, false));
    } else {
      session.message("run " + state.run() + " of " + device.path() + " waits: it is not chosen");
    }
  }

  /** Image files and partitions are in no list of disks. */
  private @Nullable BlockDevice atItsPath(Checkpoint state) {
    Path path = Path.of(state.device());
    if (!Files.exists(path)) {
      return null;
    }
    try {
      BlockDevice device = machine.devices().inspect(path, true);
      return state.identity().isSameDeviceAs(device.identity()) ? device : null;
    } catch (RefusedException notADevice) {
      return null;
    } catch (IOException broken) {
      session.report().warning(path + " is left out: " + broken.getMessage());
      return null;
    }
  }
}
