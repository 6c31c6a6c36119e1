package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.device.Guard;
import dev.wipeit.device.Refusal;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.device.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Whether a device may be wiped: the guard, and what the guard does not know of. Only looks. */
final class Admission {

  private final Guard guard;
  private final Path stateDirectory;
  private final boolean partition;

  /**
   * @param stateDirectory need not exist yet
   * @param partition whether a partition may be wiped
   */
  Admission(Machine machine, Path stateDirectory, boolean partition) {
    this.guard = new Guard(machine.roots(), machine.kernel(), stateDirectory);
    this.stateDirectory = realPath(stateDirectory);
    this.partition = partition;
  }

  /**
   * Refuses the device where there is any reason to.
   *
   * @throws RefusedException with every reason of the guard, or with the first one beside it
   */
  void check(BlockDevice device) throws RefusedException {
    guard.check(device, partition);
    if (device.kind() == DeviceKind.IMAGE_FILE && device.node().startsWith(stateDirectory)) {
      throw refused(
          device.path(),
          Reason.STATE_DIRECTORY,
          device.path() + " is in the state directory",
          "name the image file that is to be wiped");
    }
    if (device.usableBytes() == 0) {
      throw refused(
          device.path(),
          Reason.NO_MEDIUM,
          device.path() + " has no whole sector",
          "look at it with 'wipeit list'");
    }
    if (!Files.isWritable(device.node())) {
      throw refused(
          device.path(),
          Reason.READ_ONLY,
          device.path() + " may not be written by this user",
          device.kind() == DeviceKind.IMAGE_FILE
              ? "change its permissions"
              : "run wipeit as root (sudo)");
    }
  }

  static RefusedException namedTwice(Path path, Path other) {
    return refused(
        path,
        Reason.SECOND_PATH,
        path + " is the same device as " + other,
        "name each device once");
  }

  static RefusedException beingWiped(Path path, OptionalLong process) {
    String who = process.isPresent() ? "process " + process.getAsLong() : "another process";
    return refused(
        path,
        Reason.BEING_WIPED,
        path + " is already being wiped by " + who,
        "watch it with 'wipeit status', or stop it with Ctrl-C there, or with kill -TERM");
  }

  static RefusedException refused(Path path, Reason reason, String detail, String remedy) {
    return new RefusedException(path.toString(), List.of(new Refusal(reason, detail, remedy)));
  }

  /** With symbolic links resolved, as the node of a device is. */
  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException unreadable) {
      return path.toAbsolutePath().normalize();
    }
  }
}
