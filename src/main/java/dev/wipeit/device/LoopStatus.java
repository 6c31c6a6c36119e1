package dev.wipeit.device;

import dev.wipeit.sys.BlockIoctl;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a loop device is over.
 *
 * @param file the file, and where in it the device begins
 * @param backingDevice where that file is itself a block device, its number; else null
 */
record LoopStatus(BackingFile file, @Nullable DeviceNumber backingDevice) {

  /**
   * Asks the loop device itself; without the permission for that, the file that it names.
   *
   * @return null where neither tells, such as a deleted file to a user without permissions
   */
  static @Nullable LoopStatus of(SysDevice loop, SystemRoots roots, Kernel kernel) {
    LoopStatus asked = fromDevice(loop, roots, kernel);
    return asked == null ? fromPath(loop, kernel) : asked;
  }

  private static @Nullable LoopStatus fromDevice(SysDevice loop, SystemRoots roots, Kernel kernel) {
    try (OpenDevice node = OpenDevice.open(loop.node(roots), loop.number(), kernel)) {
      ByteBuffer info =
          kernel.ioctlStruct(
              node.descriptor(), BlockIoctl.LOOP_STATUS, BlockIoctl.LOOP_STATUS_SIZE);
      BackingFile file =
          new BackingFile(
              decoded(info.getLong(BlockIoctl.LOOP_STATUS_DEVICE)),
              info.getLong(BlockIoctl.LOOP_STATUS_INODE),
              info.getLong(BlockIoctl.LOOP_STATUS_OFFSET));
      long backing = info.getLong(BlockIoctl.LOOP_STATUS_BACKING_DEVICE);
      return new LoopStatus(file, backing == 0 ? null : decoded(backing));
    } catch (IOException notPermitted) {
      return null;
    }
  }

  private static @Nullable LoopStatus fromPath(SysDevice loop, Kernel kernel) {
    String path = KernelFiles.textIfAny(loop.folder().resolve("loop/backing_file"));
    if (path == null) {
      return null;
    }
    try {
      FileStatus status = kernel.status(path);
      BackingFile file =
          new BackingFile(
              Numbers.ofFilesystem(status), status.inode(), loop.integer("loop/offset"));
      return new LoopStatus(file, status.isBlockDevice() ? Numbers.ofNode(status) : null);
    } catch (IOException gone) {
      return null;
    }
  }

  /** Undoes {@code new_encode_dev} of linux/kdev_t.h: minor bits 0-7, major 8-19, minor 20-31. */
  static DeviceNumber decoded(long encoded) {
    int major = (int) ((encoded & 0xfff00) >> 8);
    int minor = (int) ((encoded & 0xff) | ((encoded >> 12) & 0xfff00));
    return new DeviceNumber(major, minor);
  }
}
