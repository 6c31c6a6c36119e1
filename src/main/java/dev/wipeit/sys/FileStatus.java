package dev.wipeit.sys;

/**
 * What statx(2) tells about a file.
 *
 * @param mode file type and permissions, {@code stx_mode}
 * @param inode {@code stx_ino}
 * @param deviceMajor major number of the device that holds the file
 * @param deviceMinor minor number of the device that holds the file
 * @param rdevMajor major number of the device that the file stands for (device nodes)
 * @param rdevMinor minor number of the device that the file stands for (device nodes)
 * @param sizeBytes {@code stx_size}; 0 for a device node
 */
public record FileStatus(
    int mode,
    long inode,
    int deviceMajor,
    int deviceMinor,
    int rdevMajor,
    int rdevMinor,
    long sizeBytes) {

  /** File type bits, {@code S_IFMT} and friends of linux/stat.h. */
  static final int TYPE_MASK = 0170000;

  static final int BLOCK_DEVICE = 0060000;
  static final int CHARACTER_DEVICE = 0020000;
  static final int DIRECTORY = 0040000;
  static final int FIFO = 0010000;
  static final int REGULAR = 0100000;
  static final int SOCKET = 0140000;

  public boolean isBlockDevice() {
    return (mode & TYPE_MASK) == BLOCK_DEVICE;
  }

  public boolean isCharacterDevice() {
    return (mode & TYPE_MASK) == CHARACTER_DEVICE;
  }

  public boolean isDirectory() {
    return (mode & TYPE_MASK) == DIRECTORY;
  }

  public boolean isFifo() {
    return (mode & TYPE_MASK) == FIFO;
  }

  public boolean isRegularFile() {
    return (mode & TYPE_MASK) == REGULAR;
  }

  public boolean isSocket() {
    return (mode & TYPE_MASK) == SOCKET;
  }
}
