package dev.wipeit.media;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.device.DeviceNumber;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A device that is open for reading only, O_RDONLY of open(2), and not claimed: it may be in use.
 * Nothing that is done through this can change it.
 */
public final class ReadOnlyMedia implements BlockMedia {

  private final BlockDevice device;
  private final Kernel kernel;
  private final int fd;
  private final OpenDevice open;
  private final IoMode mode;

  /** Whether anything could be read of it. */
  private volatile boolean hasAnswered;

  private ReadOnlyMedia(BlockDevice device, Kernel kernel, int fd, IoMode mode) {
    this.device = device;
    this.kernel = kernel;
    this.fd = fd;
    this.open = new OpenDevice(device, kernel, fd);
    this.mode = mode;
  }

  /**
   * Opens a device.
   *
   * @param device the device as it was inspected; what is opened must be the same
   * @param wanted how it is to be read; an image file is always buffered
   * @throws UnsupportedModeException if direct I/O was asked for and the device refuses it
   * @throws IOException if it cannot be opened, or is another device now
   */
  public static ReadOnlyMedia open(BlockDevice device, Kernel kernel, IoMode wanted)
      throws IOException {
    int fd = kernel.open(device.node().toString(), Open.READ_ONLY | Open.NOFOLLOW);
    try {
      requireSame(device, kernel.status(fd));
      IoMode mode = new OpenDevice(device, kernel, fd).setMode(wanted);
      if (mode == IoMode.BUFFERED) {
        kernel.readNothingAhead(fd);
      }
      return new ReadOnlyMedia(device, kernel, fd, mode);
    } catch (IOException e) {
      kernel.close(fd);
      throw e;
    }
  }

  private static void requireSame(BlockDevice device, FileStatus status) throws IOException {
    boolean image = device.kind() == DeviceKind.IMAGE_FILE;
    DeviceNumber number =
        image
            ? new DeviceNumber(status.deviceMajor(), status.deviceMinor())
            : new DeviceNumber(status.rdevMajor(), status.rdevMinor());
    boolean same = image ? status.isRegularFile() : status.isBlockDevice();
    if (!same || !number.equals(device.number())) {
      throw new IOException(
          device.path() + " changed while it was looked at: start again, nothing was written");
    }
  }

  @Override
  public long sizeBytes() {
    return device.usableBytes();
  }

  @Override
  public int alignmentBytes() {
    return device.logicalSectorBytes();
  }

  @Override
  public IoMode ioMode() {
    return mode;
  }

  @Override
  public void write(ByteBuffer source, long offset) throws MediaException {
    throw new MediaException(
        Kind.WRITE,
        offset,
        device.path() + " is open for reading only",
        new ErrnoException("pwrite", Errno.EBADF));
  }

  @Override
  public void read(ByteBuffer target, long offset) throws MediaException {
    open.read(target, offset);
    hasAnswered = true;
  }

  @Override
  public boolean readMedium(ByteBuffer target, long offset) throws MediaException {
    if (mode == IoMode.DIRECT) {
      read(target, offset);
      return true;
    }
    PageCache cache = new PageCache(kernel, fd);
    long length = target.remaining();
    boolean dropped = cache.drop(offset, length);
    read(target, offset);
    cache.drop(offset, length);
    return dropped;
  }

  /** Nothing was written through this. */
  @Override
  public void force() {}

  /** Nothing is written through this. */
  @Override
  public void reportAtWrite() {}

  /** As a whole; each read from the medium drops what it is about to read once more. */
  @Override
  public void dropCache() throws MediaException {
    try {
      kernel.dropCache(fd, 0, 0);
    } catch (ErrnoException e) {
      throw open.failed(Kind.READ, "dropping the page cache", 0, e);
    }
  }

  @Override
  public boolean hasItsSize() {
    return open.hasItsSize();
  }

  @Override
  public boolean answers() {
    return open.answers();
  }

  @Override
  public boolean isThere() {
    return hasAnswered ? open.answers() : open.hasItsSize();
  }

  @Override
  public void close() throws IOException {
    kernel.close(fd);
  }
}
