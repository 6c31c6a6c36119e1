package dev.wipeit.testing;

import dev.wipeit.sys.BlockIoctl;
import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kernel by table: it knows the files that a test tells it, and refuses everything that could
 * change one.
 */
public final class FakeKernel implements Kernel {

  private final Map<String, FileStatus> statuses = new HashMap<>();
  private final Map<String, Errno> statusFailures = new HashMap<>();
  private final Map<String, Errno> openFailures = new HashMap<>();
  private final Map<String, byte[]> loops = new HashMap<>();
  private final Map<String, FakeDrive> drives = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final Map<Integer, String> open = new ConcurrentHashMap<>();
  private final Set<String> opened = ConcurrentHashMap.newKeySet();
  private final Map<String, Runnable> beforeOpen = new HashMap<>();
  private final AtomicInteger nextDescriptor = new AtomicInteger(100);
  private final Set<Integer> terminals = new HashSet<>();
  private int largestRead = Integer.MAX_VALUE;

  public void file(String path, FileStatus status) {
    statuses.put(path, status);
  }

  public void forget(String path) {
    statuses.remove(path);
  }

  public void failsStatus(String path, Errno errno) {
    statusFailures.put(path, errno);
  }

  public void failsOpen(String path, Errno errno) {
    openFailures.put(path, errno);
  }

  /** Runs something just before a file is opened, such as what takes the device away. */
  public void beforeOpen(String path, Runnable event) {
    beforeOpen.put(path, event);
  }

  public void contents(String path, byte[] bytes) {
    contents.put(path, bytes);
  }

  /** Every read gives at most so many bytes. */
  public void readsAtMost(int bytes) {
    largestRead = bytes;
  }

  /** That descriptor is a terminal, without a size of its own. */
  public void terminal(int fd) {
    terminals.add(fd);
  }

  /** What LOOP_GET_STATUS64 answers; the numbers encoded as by the kernel. */
  public void loop(String node, long device, long inode, long offset, long backingDevice) {
    ByteBuffer info = ByteBuffer.allocate(BlockIoctl.LOOP_STATUS_SIZE);
    info.order(ByteOrder.nativeOrder());
    info.putLong(0, device).putLong(8, inode).putLong(16, backingDevice).putLong(24, offset);
    loops.put(node, info.array());
  }

  /** What answers the commands that are sent to a node. */
  public void drive(String node, FakeDrive drive) {
    drives.put(node, drive);
  }

  /** The files that are open now. */
  public Set<String> openNow() {
    return Set.copyOf(open.values());
  }

  /** The files that were ever opened. */
  public Set<String> opened() {
    return Set.copyOf(opened);
  }

  @Override
  public int open(String path, int flags) throws ErrnoException {
    if ((flags & 3) != 0) {
      throw new AssertionError("opened for writing: " + path);
    }
    beforeOpen.getOrDefault(path, () -> {}).run();
    if (openFailures.containsKey(path)) {
      throw new ErrnoException("open " + path, openFailures.get(path));
    }
    status(path);
    int descriptor = nextDescriptor.getAndIncrement();
    open.put(descriptor, path);
    opened.add(path);
    return descriptor;
  }

  @Override
  public void replace(int fd, int by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close(int fd) {
    if (open.remove(fd) == null) {
      throw new AssertionError("not open: " + fd);
    }
  }

  @Override
  public FileStatus status(int fd) throws ErrnoException {
    return status(open.get(fd));
  }

  @Override
  public FileStatus status(String path) throws ErrnoException {
    FileStatus status = statuses.get(path);
    if (statusFailures.containsKey(path) || status == null) {
      throw new ErrnoException("statx " + path, statusFailures.getOrDefault(path, Errno.ENOENT));
    }
    return status;
  }

  @Override
  public ByteBuffer ioctlStruct(int fd, long request, int sizeBytes) throws ErrnoException {
    byte[] info = loops.get(open.get(fd));
    if (request != BlockIoctl.LOOP_STATUS || info == null) {
      throw new ErrnoException("ioctl", Errno.ENOTTY);
    }
    return ByteBuffer.wrap(info.clone()).order(ByteOrder.nativeOrder());
  }

  @Override
  public int pread(int fd, ByteBuffer target, long offset) throws ErrnoException {
    byte[] bytes = contents.get(open.get(fd));
    if (bytes == null) {
      throw new ErrnoException("pread", Errno.EIO);
    }
    int count = (int) Math.min(target.remaining(), Math.max(0, bytes.length - offset));
    count = Math.min(count, largestRead);
    target.duplicate().put(bytes, (int) offset, count);
    return count;
  }

  @Override
  public int ioctlInt(int fd, long request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long ioctlLong(int fd, long request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int ioctl(int fd, long request) throws ErrnoException {
    return drive(fd).ioctl(request, ByteBuffer.allocate(0), Map.of());
  }

  @Override
  public int ioctl(int fd, long request, ByteBuffer argument, Map<Integer, ByteBuffer> pointers)
      throws ErrnoException {
    return drive(fd).ioctl(request, argument, pointers);
  }

  private FakeDrive drive(int fd) throws ErrnoException {
    FakeDrive drive = drives.get(open.get(fd));
    if (drive == null) {
      throw new ErrnoException("ioctl", Errno.ENOTTY);
    }
    return drive;
  }

  @Override
  public int statusFlags(int fd) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setStatusFlags(int fd, int flags) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int pwrite(int fd, ByteBuffer source, long offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void dropCache(int fd, long offset, long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void startWriteback(int fd, long offset, long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes);
  }

  @Override
  public boolean isCached(int fd, long offset, long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void writeBack(int fd, long offset, long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void readNothingAhead(int fd) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int parentProcess() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void kill(int process, int signal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void signalAtParentDeath(int signal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resetSignal(int signal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isTerminal(int fd) {
    return terminals.contains(fd);
  }

  @Override
  public void ioPriority(int priority) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void timeSlice(long nanos) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int terminalColumns(int fd) {
    return 0;
  }

  @Override
  public int terminalRows(int fd) {
    return 0;
  }

  @Override
  public boolean isReaderGone(int fd) {
    return false;
  }
}
