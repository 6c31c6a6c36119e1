package dev.wipeit.media;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.sys.BlockIoctl;
import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A device behind an open descriptor, by system calls that tell why they fail.
 *
 * @param device the device as it was inspected
 * @param kernel the system calls
 * @param fd the descriptor
 */
record OpenDevice(BlockDevice device, Kernel kernel, int fd) {

  /**
   * Sectors that are tried where neither the first nor the middle one nor the last can be read,
   * drawn anew each time: no layout of bad sectors makes a device that is there look gone for good.
   */
  private static final int DRAWN = 13;

  /**
   * Sets how the descriptor reads and writes.
   *
   * @return the mode in force
   * @throws UnsupportedModeException if direct I/O was asked for and the device refuses it
   */
  IoMode setMode(IoMode wanted) throws UnsupportedModeException {
    if (wanted == IoMode.BUFFERED || (wanted == IoMode.AUTO && isImage())) {
      return IoMode.BUFFERED;
    }
    try {
      if (isImage()) {
        throw new ErrnoException("direct I/O on an image file", Errno.EINVAL);
      }
      setDirect();
      return IoMode.DIRECT;
    } catch (ErrnoException e) {
      if (wanted == IoMode.AUTO) {
        return IoMode.BUFFERED;
      }
      throw new UnsupportedModeException(
          device.path() + " does not take direct I/O: use --io auto or --io buffered", e);
    }
  }

  /** Sets the flag and reads one block: some take the flag and refuse every request. */
  void setDirect() throws ErrnoException {
    int flags = kernel.statusFlags(fd);
    kernel.setStatusFlags(fd, flags | Open.DIRECT);
    try {
      ByteBuffer block = AlignedBuffer.allocate(4096);
      block.limit((int) Math.min(block.capacity(), device.usableBytes()));
      kernel.pread(fd, block, 0);
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.EINVAL)) {
        kernel.setStatusFlags(fd, flags);
        throw e;
      }
      // A sector that cannot be read is found out later, whatever the mode.
    }
  }

  boolean isImage() {
    return device.kind() == DeviceKind.IMAGE_FILE;
  }

  void write(ByteBuffer source, long offset) throws MediaException {
    long position = offset;
    try {
      while (source.hasRemaining()) {
        int n = kernel.pwrite(fd, source, position);
        if (n <= 0) {
          throw new ErrnoException("pwrite", Errno.ENOSPC);
        }
        source.position(source.position() + n);
        position += n;
      }
    } catch (ErrnoException e) {
      throw failed(Kind.WRITE, "write", position, e);
    }
  }

  void read(ByteBuffer target, long offset) throws MediaException {
    long position = offset;
    try {
      while (target.hasRemaining()) {
        int n = kernel.pread(fd, target, position);
        if (n <= 0) {
          throw new ErrnoException("pread", Errno.ENXIO);
        }
        target.position(target.position() + n);
        position += n;
      }
    } catch (ErrnoException e) {
      throw failed(Kind.READ, "read", position, e);
    }
  }

  boolean hasItsSize() {
    try {
      FileStatus status = kernel.status(fd);
      long size =
          status.isBlockDevice() ? kernel.ioctlLong(fd, BlockIoctl.SIZE_BYTES) : status.sizeBytes();
      return size == device.sizeBytes();
    } catch (ErrnoException e) {
      return false;
    }
  }

  /** Whether the device still answers: it has its size, and one of some sectors can be read. */
  boolean answers() {
    if (!hasItsSize()) {
      return false;
    }
    int unit = Math.max(device.logicalSectorBytes(), 512);
    long last = Math.max(0, device.usableBytes() / unit - 1);
    return isReadable(0)
        || isReadable(last / 2 * unit)
        || isReadable(last * unit)
        || ThreadLocalRandom.current()
            .longs(DRAWN, 0, last + 1)
            .anyMatch(sector -> isReadable(sector * unit));
  }

  private boolean isReadable(long offset) {
    ByteBuffer buffer = AlignedBuffer.allocate(4096);
    int unit = Math.max(device.logicalSectorBytes(), 512);
    buffer.limit((int) Math.min(unit, device.usableBytes() - offset));
    try {
      // What is still in the page cache would answer for a device that is gone.
      kernel.dropCache(fd, 0, 0);
      read(buffer, offset);
      return true;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * What a failed request says.
   *
   * @param request what was asked for, of {@link ErrnoMeaning#of}
   */
  MediaException failed(Kind request, String what, long offset, ErrnoException e) {
    String where =
        what
            + " failed at byte "
            + offset
            + " (LBA "
            + offset / Math.max(device.logicalSectorBytes(), 512)
            + "): "
            + e.errno();
    Kind kind = ErrnoMeaning.of(request, e.errno(), hasItsSize());
    String how =
        switch (kind) {
          case GONE -> " went away: ";
          case PROTECTED -> " is read-only now, and takes no write at all: ";
          default -> ": ";
        };
    return new MediaException(kind, offset, device.path() + how + where, e);
  }
}
