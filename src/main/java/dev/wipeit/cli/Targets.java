package dev.wipeit.cli;

import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.LockedException;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKey;
import dev.wipeit.device.Guard;
import dev.wipeit.device.Refusal;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.device.RefusedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The devices of one command. All are inspected, guarded and locked before any is touched, and one
 * that is refused refuses the whole command.
 */
final class Targets implements Closeable {

  private final Machine machine;
  private final Admission admission;
  private final boolean imageFile;
  private final Attendance attendance;
  private final List<Target> all = new ArrayList<>();
  private final List<BlockDevice> silent = new ArrayList<>();

  private Targets(
      Machine machine,
      StateDirectory state,
      Attendance attendance,
      boolean imageFile,
      boolean partition) {
    this.machine = machine;
    this.attendance = attendance;
    this.admission = new Admission(machine, state.path(), partition);
    this.imageFile = imageFile;
  }

  /**
   * Prepares devices. One that was given up while it was looked at keeps no other from it.
   *
   * @param attendance how they are waited for
   * @param imageFile whether a regular file is taken as a device
   * @param partition whether a partition may be wiped
   * @throws RefusedException with every reason of every device
   */
  static Targets prepare(
      Machine machine,
      StateDirectory state,
      Attendance attendance,
      List<Path> paths,
      boolean imageFile,
      boolean partition)
      throws IOException {
    Targets targets = new Targets(machine, state, attendance, imageFile, partition);
    List<Refusal> refusals = new ArrayList<>();
    Map<String, Path> seen = new HashMap<>();
    for (Path path : paths) {
      try {
        targets.add(path, state, seen);
      } catch (RefusedException e) {
        // Of one that does not answer, nothing can be told.
        if (!targets.isSilent(path)) {
          refusals.addAll(e.refusals());
        }
      } catch (IOException e) {
        targets.close();
        throw e;
      }
    }
    if (!refusals.isEmpty()) {
      targets.close();
      throw new RefusedException(paths.get(0).toString(), refusals);
    }
    return targets;
  }

  /**
   * Refuses devices that the state directory lies on, before anything is made there.
   *
   * @param stateDirectory need not exist yet
   */
  static void requireStateElsewhere(Machine machine, Path stateDirectory, List<Path> paths)
      throws IOException {
    Guard guard = new Guard(machine.roots(), machine.kernel(), stateDirectory);
    for (Path path : paths) {
      BlockDevice device = machine.devices().inspect(path, true);
      List<Refusal> refusals = guard.refusalsOfStateDirectory(device);
      if (refusals.stream().anyMatch(refusal -> refusal.reason() == Reason.STATE_DIRECTORY)) {
        // Whatever else is in the way is told with it.
        throw new RefusedException(path.toString(), guard.refusals(device, true));
      }
    }
  }

  /** Takes a device down that was given up; what is told of it is what needs no answer. */
  private boolean isSilent(Path path) throws IOException {
    if (!attendance.isGivenUp(path)) {
      return false;
    }
    silent.add(machine.devices().inspect(path, imageFile));
    return true;
  }

  /** The devices that were given up while they were looked at. */
  List<BlockDevice> silent() {
    return List.copyOf(silent);
  }

  private void add(Path path, StateDirectory state, Map<String, Path> seen) throws IOException {
    attendance.begin(path);
    BlockDevice device = machine.devices().inspect(path, imageFile);
    String key = DeviceKey.of(device);
    @Nullable Path other = seen.putIfAbsent(key, path);
    if (other != null) {
      throw Admission.namedTwice(path, other);
    }
    // Before the guard, which would name the same process less clearly.
    DeviceLock lock = lock(path, state, key);
    try {
      admission.check(device);
      if (isSilent(path)) {
        lock.close();
      } else {
        all.add(new Target(device, key, lock));
      }
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static DeviceLock lock(Path path, StateDirectory state, String key) throws IOException {
    try {
      return DeviceLock.acquire(state, key);
    } catch (LockedException e) {
      throw Admission.beingWiped(path, e.pid());
    }
  }

  /**
   * Looks at a device once more, now that time has passed.
   *
   * @throws RefusedException if it changed, or is in use now
   */
  void recheck(Target target) throws IOException {
    admission.check(requireSame(target));
  }

  /**
   * The device as it is now.
   *
   * @throws RefusedException if it is another one than was shown
   */
  BlockDevice requireSame(Target target) throws IOException {
    BlockDevice before = target.device();
    BlockDevice now = machine.devices().inspect(before.path(), imageFile);
    if (!now.equals(before)) {
      throw Admission.refused(
          before.path(),
          Reason.UNKNOWN,
          before.path() + " is not the device any more that was shown (" + now.name() + " now)",
          "look again with 'wipeit list' and start anew");
    }
    return now;
  }

  /**
   * Takes a device as it is now that its drive shows more of itself: the same one in everything but
   * its size.
   *
   * @throws RefusedException if it is another one
   */
  void resized(Target target) throws IOException {
    BlockDevice before = target.device();
    BlockDevice now = machine.devices().inspect(before.path(), imageFile);
    boolean isSame =
        now.number().equals(before.number())
            && Objects.equals(now.identity().serial(), before.identity().serial())
            && Objects.equals(now.identity().wwn(), before.identity().wwn())
            && DeviceKey.of(now).equals(target.key());
    if (!isSame) {
      throw Admission.refused(
          before.path(),
          Reason.UNKNOWN,
          before.path() + " cannot be told to be the same device with its new size",
          "start anew without --reveal-hidden: its size has changed already");
    }
    admission.check(now);
    all.set(all.indexOf(target), new Target(now, target.key(), target.lock()));
  }

  List<Target> all() {
    return List.copyOf(all);
  }

  @Override
  public void close() throws IOException {
    for (Target target : all) {
      target.close();
    }
  }
}
