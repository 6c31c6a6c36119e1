package dev.wipeit.testing;

import dev.wipeit.sys.BlockIoctl;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The node of a loop device together with the file that has to be behind it: nothing is done to the
 * node before it has been shown that it is.
 */
final class LoopNode {

  /** LOOP_MAJOR of linux/major.h. */
  static final int LOOP_MAJOR = 7;

  /** LOOP_CLR_FD of linux/loop.h. */
  static final long LOOP_CLR_FD = 0x4C01;

  /** LOOP_SET_CAPACITY of linux/loop.h: as large as the file is now. */
  static final long LOOP_SET_CAPACITY = 0x4C07;

  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final Kernel kernel = Kernel.linux();
  private final Path node;
  private final Path backingFile;
  private final FileStatus backing;

  /**
   * @param node such as {@code /dev/loop3}
   * @param backingFile the canonical path of the file that it has to be over
   */
  LoopNode(Path node, Path backingFile) throws IOException {
    this.node = node;
    this.backingFile = backingFile;
    this.backing = kernel.status(backingFile.toString());
  }

  Path path() {
    return node;
  }

  String name() {
    return node.getFileName().toString();
  }

  /** Fails unless the node is that of a loop device, over the file and no other. */
  void check() throws IOException {
    int fd = open();
    try {
      ByteBuffer status =
          kernel.ioctlStruct(fd, BlockIoctl.LOOP_STATUS, BlockIoctl.LOOP_STATUS_SIZE);
      demand("inode", backing.inode(), status.getLong(BlockIoctl.LOOP_STATUS_INODE));
      long device = encoded(backing.deviceMajor(), backing.deviceMinor());
      demand("device of the file", device, status.getLong(BlockIoctl.LOOP_STATUS_DEVICE));
    } finally {
      kernel.close(fd);
    }
  }

  /** Writes the device's own page cache back and drops it. */
  void dropCache() throws IOException {
    int fd = open();
    try {
      kernel.ioctl(fd, BlockIoctl.FLUSH_BUFFERS);
    } finally {
      kernel.close(fd);
    }
  }

  /** Makes the device as large as its file. */
  void takeOverSize() throws IOException {
    int fd = open();
    try {
      kernel.ioctl(fd, LOOP_SET_CAPACITY);
    } finally {
      kernel.close(fd);
    }
  }

  /** Sets or takes the read-only flag that the kernel keeps, blockdev(8). */
  void readOnly(boolean set) throws IOException {
    check();
    Tool tool = Tool.run("blockdev", set ? "--setro" : "--setrw", node.toString());
    if (tool.exitCode() != 0) {
      throw new IOException("blockdev failed: " + tool);
    }
  }

  /** Detaches through the very descriptor that was checked; returns when the device is gone. */
  void detach() throws IOException {
    int fd = open();
    try {
      kernel.ioctl(fd, LOOP_CLR_FD);
    } finally {
      kernel.close(fd);
    }
    // The kernel waits for the last one that has it open.
    if (!Await.holdsWithin(DEADLINE, () -> !isOverOwnFile())) {
      throw new IOException("still attached, somebody has it open (device=" + node + ")");
    }
  }

  /** Whether the kernel says that the device is over the file, which may have been deleted. */
  boolean isOverOwnFile() throws IOException {
    String file = backingFileOf(name());
    return file.equals(backingFile.toString()) || file.equals(backingFile + " (deleted)");
  }

  /** Empty where nothing is attached. */
  static String backingFileOf(String name) throws IOException {
    Path file = Path.of("/sys/block", name, "loop/backing_file");
    if (!Files.exists(file)) {
      return "";
    }
    try {
      return Files.readString(file).stripTrailing();
    } catch (IOException e) {
      // It can go between the two looks; then reading it fails with ENODEV.
      if (Files.exists(file)) {
        throw e;
      }
      return "";
    }
  }

  private int open() throws IOException {
    demandNumbers(kernel.status(node.toString()));
    int fd = kernel.open(node.toString(), Open.READ_ONLY | Open.NOFOLLOW);
    try {
      demandNumbers(kernel.status(fd));
      if (!isOverOwnFile()) {
        throw new IOException(
            "not over the test's own file (device=%s, file=%s, expected=%s)"
                .formatted(node, backingFileOf(name()), backingFile));
      }
      return fd;
    } catch (IOException e) {
      kernel.close(fd);
      throw e;
    }
  }

  private void demandNumbers(FileStatus status) throws IOException {
    if (!status.isBlockDevice() || !name().matches("loop\\d+")) {
      throw new IOException("not a loop device: " + node);
    }
    demand("major number", LOOP_MAJOR, status.rdevMajor());
    demand("minor number", Long.parseLong(name().substring("loop".length())), status.rdevMinor());
  }

  private void demand(String what, long expected, long actual) throws IOException {
    if (expected != actual) {
      throw new IOException(
          "another device than the test's own (device=%s, %s=%d, expected=%d)"
              .formatted(node, what, actual, expected));
    }
  }

  /** new_encode_dev() of linux/kdev_t.h. */
  private static long encoded(int major, int minor) {
    return (minor & 0xff) | ((long) major << 8) | ((minor & ~0xffL) << 12);
  }
}
