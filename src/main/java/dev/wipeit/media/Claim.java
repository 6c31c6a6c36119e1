package dev.wipeit.media;

import dev.wipeit.device.BackingFile;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.device.DeviceNumber;
import dev.wipeit.device.Refusal;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.device.RefusedException;
import dev.wipeit.sys.BlockIoctl;
import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's promise that nobody else mounts, swaps on, stacks on or claims a block device while
 * this is open: O_EXCL without O_CREAT, open(2). An image file has no such promise.
 */
final class Claim implements Closeable {

  private final Kernel kernel;
  private final int fd;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Claim(Kernel kernel, int fd) {
    this.kernel = kernel;
    this.fd = fd;
  }

  /**
   * Opens the device once, for reading and writing, without creating or truncating anything.
   *
   * @throws RefusedException if the kernel refuses, or if what was opened is not the device that
   *     was inspected
   */
  static Claim of(BlockDevice device, Kernel kernel) throws IOException {
    boolean image = device.kind() == DeviceKind.IMAGE_FILE;
    int flags = Open.READ_WRITE | Open.NOFOLLOW | (image ? 0 : Open.EXCLUSIVE);
    Claim claim;
    try {
      claim = new Claim(kernel, kernel.open(device.node().toString(), flags));
    } catch (ErrnoException e) {
      throw new RefusedException(device.path().toString(), List.of(refusal(device, e.errno())));
    }
    try {
      claim.compare(device, image);
      return claim;
    } catch (IOException e) {
      claim.close();
      throw e;
    }
  }

  int fd() {
    return fd;
  }

  private void compare(BlockDevice device, boolean image) throws IOException {
    FileStatus status = kernel.status(fd);
    DeviceNumber number =
        image
            ? new DeviceNumber(status.deviceMajor(), status.deviceMinor())
            : new DeviceNumber(status.rdevMajor(), status.rdevMinor());
    boolean rightType = image ? status.isRegularFile() : status.isBlockDevice();
    if (!rightType || !number.equals(device.number())) {
      throw changed(device, "the path leads to another device now (" + number + ")");
    }
    @Nullable BackingFile file = device.identity().backing();
    if (image && (file == null || file.inode() != status.inode())) {
      throw changed(device, "the path leads to another file now (inode " + status.inode() + ")");
    }
    long size = image ? status.sizeBytes() : kernel.ioctlLong(fd, BlockIoctl.SIZE_BYTES);
    if (size != device.sizeBytes()) {
      throw changed(device, "its size is " + size + " bytes now, not " + device.sizeBytes());
    }
    if (!image && kernel.ioctlInt(fd, BlockIoctl.READ_ONLY) != 0) {
      throw new RefusedException(device.path().toString(), List.of(readOnly(device)));
    }
  }

  private static RefusedException changed(BlockDevice device, String what) {
    return new RefusedException(
        device.path().toString(),
        List.of(
            new Refusal(
                Reason.UNKNOWN,
                device.path() + " changed while it was looked at: " + what,
                "look again with 'wipeit list' and start anew")));
  }

  private static Refusal refusal(BlockDevice device, Errno errno) {
    String path = device.path().toString();
    if (errno.equals(Errno.EBUSY)) {
      return new Refusal(
          Reason.OPEN_ELSEWHERE,
          path + " is in use: the kernel says that something else has claimed it (O_EXCL)",
          "find it with 'lsblk " + device.node() + "' and 'fuser -v " + device.node() + "'");
    }
    if (errno.equals(Errno.EACCES) || errno.equals(Errno.EPERM)) {
      return new Refusal(
          Reason.UNKNOWN, path + " may not be opened by this user", "run wipeit as root (sudo)");
    }
    if (errno.equals(Errno.EROFS)) {
      return readOnly(device);
    }
    return new Refusal(
        Reason.UNKNOWN,
        path + " cannot be opened for writing: " + errno,
        "check the drive and its cable, then look with 'wipeit list'");
  }

  private static Refusal readOnly(BlockDevice device) {
    return new Refusal(
        Reason.READ_ONLY,
        device.path() + " is read-only",
        "clear its write protection: 'blockdev --setrw " + device.node() + "'");
  }

  @Override
  public void close() throws IOException {
    // Once: the number may be another file's afterwards.
    if (!closed.getAndSet(true)) {
      kernel.close(fd);
    }
  }
}
