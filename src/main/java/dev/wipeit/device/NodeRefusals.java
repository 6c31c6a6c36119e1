package dev.wipeit.device;

import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.sys.FileStatus;
import java.nio.file.Path;
import java.util.List;

/** What is said of a path that does not lead to a device. */
final class NodeRefusals {

  private static final String NAME_A_DISK = "name a disk such as /dev/sdb; wipeit list shows them";

  private NodeRefusals() {}

  static RefusedException missing(Path path) {
    return refused(path, Reason.MISSING, path + " does not exist", NAME_A_DISK);
  }

  static RefusedException unknownToSysfs(Path path, DeviceNumber number) {
    return refused(
        path,
        Reason.MISSING,
        path + " stands for the device " + number + ", which is not there",
        NAME_A_DISK);
  }

  static RefusedException regularFile(Path path) {
    return refused(
        path,
        Reason.REGULAR_FILE,
        path + " is a regular file",
        "say --image-file to have it wiped as if it were a device");
  }

  static RefusedException otherFile(Path path, FileStatus status) {
    return refused(path, Reason.NOT_A_BLOCK_DEVICE, path + " is " + what(status), NAME_A_DISK);
  }

  private static String what(FileStatus status) {
    if (status.isDirectory()) {
      return "a directory";
    }
    if (status.isCharacterDevice()) {
      return "a character device";
    }
    if (status.isFifo()) {
      return "a FIFO";
    }
    return status.isSocket() ? "a socket" : "no block device";
  }

  private static RefusedException refused(Path path, Reason reason, String detail, String remedy) {
    return new RefusedException(path.toString(), List.of(new Refusal(reason, detail, remedy)));
  }
}
