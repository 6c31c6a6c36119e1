package dev.wipeit.media;

import dev.wipeit.SuppressForbidden;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.sys.BlockIoctl;
import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * A device that was claimed and is read and written through a {@link RandomAccessFile} on the
 * claimed descriptor. The path of the device is opened once; what happens to it afterwards does not
 * matter.
 */
@SuppressForbidden("the device is a RandomAccessFile, opened on a claimed descriptor")
public final class ClaimedMedia implements BlockMedia {

  /**
   * How far buffered writes run ahead of the device, in bytes: what lies further back is written
   * back and dropped, so that neither the dirty pages nor the cache grow with the device.
   */
  private static final long WINDOW = 32L << 20;

  private final BlockDevice device;
  private final Kernel kernel;
  private final Claim claim;
  private final RandomAccessFile file;
  private final FileChannel channel;
  private final int fd;
  private final OpenDevice open;
  private volatile IoMode mode;
  private volatile boolean waitsForEach;

  /**
   * The page cache has lost a write. The kernel says so once, to whoever asks first; so whoever
   * asks holds the lock, and nobody may be told afterwards that all is well.
   */
  private final Object cacheLock = new Object();

  private boolean hasLost;

  /** Whether anything could be read of it. */
  private volatile boolean hasAnswered;

  /** Once a request has failed, all are made by calls that tell why: nothing is tried twice. */
  private volatile boolean byHand;

  private ClaimedMedia(
      BlockDevice device, Kernel kernel, Claim claim, RandomAccessFile file, int fd, IoMode mode) {
    this.device = device;
    this.kernel = kernel;
    this.claim = claim;
    this.file = file;
    this.channel = file.getChannel();
    this.fd = fd;
    this.open = new OpenDevice(device, kernel, fd);
    this.mode = mode;
  }

  /**
   * Claims and opens a device.
   *
   * @param device the device as it was inspected; what is opened must be the same
   * @param wanted how it is to be read and written; an image file is always buffered
   * @throws dev.wipeit.device.RefusedException if the kernel refuses the claim, or the device is
   *     another one now
   * @throws UnsupportedModeException if direct I/O was asked for and the device refuses it
   */
  public static ClaimedMedia open(BlockDevice device, Kernel kernel, IoMode wanted)
      throws IOException {
    Claim claim = Claim.of(device, kernel);
    try {
      OpenedDescriptor opened = OpenedDescriptor.of(claim.fd(), kernel);
      try {
        IoMode mode = new OpenDevice(device, kernel, opened.fd()).setMode(wanted);
        return new ClaimedMedia(device, kernel, claim, opened.file(), opened.fd(), mode);
      } catch (IOException e) {
        opened.file().close();
        throw e;
      }
    } catch (IOException e) {
      claim.close();
      throw e;
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
    int length = source.remaining();
    if (mode == IoMode.DIRECT) {
      writeAll(source, offset);
    } else if (waitsForEach) {
      writeAndWait(source, offset, length);
    } else {
      writeAll(source, offset);
      writeBehind(offset, length);
    }
  }

  /** One at a time: the kernel tells a failure to whoever asks next, wherever it was. */
  private synchronized void writeAndWait(ByteBuffer source, long offset, int length)
      throws MediaException {
    writeAll(source, offset);
    try {
      kernel.writeBack(fd, offset, length);
    } catch (ErrnoException e) {
      throw open.failed(Kind.WRITE, "write", offset, e);
    }
  }

  private void writeBehind(long offset, int length) throws MediaException {
    synchronized (cacheLock) {
      try {
        kernel.startWriteback(fd, offset, length);
        if (offset >= WINDOW) {
          kernel.writeBack(fd, offset - WINDOW, length);
          kernel.dropCache(fd, offset - WINDOW, length);
        }
      } catch (ErrnoException e) {
        // Told once, and not where: the same as a force that failed.
        hasLost = true;
        throw unconfirmed(e);
      }
    }
  }

  private void writeAll(ByteBuffer source, long offset) throws MediaException {
    if (byHand) {
      open.write(source, offset);
      return;
    }
    long position = offset;
    try {
      while (source.hasRemaining()) {
        int n = channel.write(source, position);
        if (n <= 0) {
          throw new IOException("the device took " + n + " bytes");
        }
        position += n;
      }
    } catch (ClosedChannelException e) {
      throw closed(position, e);
    } catch (IOException e) {
      // The JDK's exception has no errno; the same call made by hand has one, or succeeds.
      byHand = true;
      open.write(source, position);
    }
  }

  /** The number of a closed descriptor may be another device's by now: nothing is made by hand. */
  private MediaException closed(long offset, ClosedChannelException e) {
    return new MediaException(Kind.OTHER, offset, device.path() + " was closed by this program", e);
  }

  @Override
  public void read(ByteBuffer target, long offset) throws MediaException {
    readAll(target, offset);
    hasAnswered = true;
  }

  private void readAll(ByteBuffer target, long offset) throws MediaException {
    if (byHand) {
      open.read(target, offset);
      return;
    }
    long position = offset;
    try {
      while (target.hasRemaining()) {
        int n = channel.read(target, position);
        if (n <= 0) {
          throw new IOException("the device gave " + n + " bytes");
        }
        position += n;
      }
    } catch (ClosedChannelException e) {
      throw closed(position, e);
    } catch (IOException e) {
      byHand = true;
      open.read(target, position);
    }
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
    // Behind the reader: what is compared once is of no use to anybody.
    cache.drop(offset, length);
    return dropped;
  }

  @Override
  public void force() throws MediaException {
    synchronized (cacheLock) {
      if (hasLost) {
        throw unconfirmed(new IOException("a write was lost before"));
      }
      try {
        channel.force(false);
        if (mode == IoMode.BUFFERED) {
          // Clean by now: the page cache does not grow with the device.
          kernel.dropCache(fd, 0, 0);
        }
      } catch (IOException e) {
        hasLost = true;
        throw unconfirmed(e);
      }
    }
  }

  private MediaException unconfirmed(IOException e) {
    boolean gone = !open.hasItsSize();
    return new MediaException(
        gone ? Kind.GONE : Kind.FORCE,
        -1,
        device.path()
            + (gone ? " went away: it" : ": the drive")
            + " did not confirm what was written since the last checkpoint",
        e);
  }

  @Override
  public void reportAtWrite() throws MediaException {
    synchronized (cacheLock) {
      forgetWhatIsLost();
      hasLost = false;
    }
    try {
      if (!open.isImage()) {
        open.setDirect();
        mode = IoMode.DIRECT;
        return;
      }
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.EINVAL)) {
        throw open.failed(Kind.OTHER, "asking for direct I/O", 0, e);
      }
    }
    waitsForEach = true;
  }

  /** What is still dirty may be lost as well, and be told to the next force, which is another's. */
  private void forgetWhatIsLost() {
    try {
      channel.force(false);
    } catch (IOException known) {
      // The caller writes all of it once more.
    }
  }

  @Override
  public void dropCache() throws MediaException {
    force();
    if (mode == IoMode.BUFFERED) {
      try {
        if (!open.isImage()) {
          kernel.ioctl(fd, BlockIoctl.FLUSH_BUFFERS);
        }
        kernel.readNothingAhead(fd);
      } catch (ErrnoException e) {
        throw open.failed(Kind.READ, "dropping the page cache", 0, e);
      }
    }
  }

  @Override
  public boolean hasItsSize() {
    return open.hasItsSize();
  }

  @Override
  public boolean answers() {
    return channel.isOpen() && open.answers();
  }

  @Override
  public boolean isThere() {
    return channel.isOpen() && (hasAnswered ? open.answers() : open.hasItsSize());
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      claim.close();
    }
  }
}
