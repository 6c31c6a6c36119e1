package dev.wipeit.sys;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** The C library of this machine, bound when the first call is made. */
final class LinuxKernel implements Kernel {

  /** {@code AT_FDCWD} and {@code AT_EMPTY_PATH} of linux/fcntl.h. */
  static final int AT_FDCWD = -100;

  static final int AT_EMPTY_PATH = 0x1000;

  /** {@code STATX_BASIC_STATS} of linux/stat.h. */
  static final int STATX_BASIC_STATS = 0x7ff;

  /** sizeof(struct statx) and offsets in it, linux/stat.h; the same on every architecture. */
  static final int STATX_SIZE = 256;

  static final int STATX_MODE = 28;
  static final int STATX_INODE = 32;
  static final int STATX_SIZE_BYTES = 40;
  static final int STATX_RDEV_MAJOR = 128;
  static final int STATX_RDEV_MINOR = 132;
  static final int STATX_DEV_MAJOR = 136;
  static final int STATX_DEV_MINOR = 140;

  /** {@code F_GETFL}, {@code F_SETFL} of asm-generic/fcntl.h. */
  static final int F_GETFL = 3;

  static final int F_SETFL = 4;

  /** {@code POSIX_FADV_DONTNEED} of linux/fadvise.h. */
  static final int FADV_DONTNEED = 4;

  /** {@code SYNC_FILE_RANGE_...} of linux/fs.h. */
  static final int SYNC_WAIT_BEFORE = 1;

  static final int SYNC_WRITE = 2;
  static final int SYNC_WAIT_AFTER = 4;
  static final int FADV_RANDOM = 1;

  /** {@code PR_SET_PDEATHSIG} of linux/prctl.h. */
  static final int PR_SET_PDEATHSIG = 1;

  /** {@code TIOCGWINSZ} of asm-generic/ioctls.h, and struct winsize of asm-generic/termios.h. */
  static final long TIOCGWINSZ = 0x5413;

  static final int WINSIZE_SIZE = 8;
  static final int WINSIZE_ROWS = 0;
  static final int WINSIZE_COLUMNS = 2;

  /** {@code POLLERR} and {@code POLLHUP} of asm-generic/poll.h, and struct pollfd of poll.h. */
  static final int POLLERR = 8;

  static final int POLLHUP = 16;
  static final int POLLFD_SIZE = 8;
  static final int POLLFD_FD = 0;
  static final int POLLFD_REVENTS = 6;

  LinuxKernel() {}

  /** Loaded with the first call: many commands make none. */
  private static CLibrary c() {
    return Loaded.LIBRARY;
  }

  @Override
  public int open(String path, int flags) throws ErrnoException {
    return Math.toIntExact(
        Call.retried("open " + path, () -> c().open(path, flags | Open.CLOSE_ON_EXEC, 0)));
  }

  @Override
  public void replace(int fd, int by) throws ErrnoException {
    Call.retried("dup2", () -> c().dup2(by, fd));
  }

  @Override
  public void close(int fd) throws ErrnoException {
    // Never made again after EINTR: the descriptor is gone by then, close(2).
    try {
      c().close(fd);
    } catch (LastErrorException e) {
      throw new ErrnoException("close", new Errno(e.getErrorCode()));
    }
  }

  @Override
  public FileStatus status(int fd) throws ErrnoException {
    return statx(fd, "", AT_EMPTY_PATH, "statx");
  }

  @Override
  public FileStatus status(String path) throws ErrnoException {
    return statx(AT_FDCWD, path, 0, "statx " + path);
  }

  @Override
  public int ioctlInt(int fd, long request) throws ErrnoException {
    return ioctlStruct(fd, request, Integer.BYTES).getInt(0);
  }

  @Override
  public long ioctlLong(int fd, long request) throws ErrnoException {
    return ioctlStruct(fd, request, Long.BYTES).getLong(0);
  }

  @Override
  public ByteBuffer ioctlStruct(int fd, long request, int sizeBytes) throws ErrnoException {
    try (Memory memory = new Memory(sizeBytes)) {
      memory.clear();
      Call.retried(ioctlName(request), () -> c().ioctl(fd, new NativeLong(request), memory));
      byte[] bytes = memory.getByteArray(0, sizeBytes);
      return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
  }

  @Override
  public int ioctl(int fd, long request) throws ErrnoException {
    return Math.toIntExact(
        Call.retried(
            ioctlName(request), () -> c().ioctl(fd, new NativeLong(request), Pointer.NULL)));
  }

  @Override
  public int ioctl(int fd, long request, ByteBuffer argument, Map<Integer, ByteBuffer> pointers)
      throws ErrnoException {
    Pointer structure = beginning(argument);
    pointers.forEach((offset, buffer) -> structure.setPointer(offset, beginning(buffer)));
    try {
      return Math.toIntExact(
          Call.retried(
              ioctlName(request), () -> c().ioctl(fd, new NativeLong(request), structure)));
    } finally {
      // The structure has bare addresses: the buffers must live until the kernel has answered.
      pointers.values().forEach(Reference::reachabilityFence);
      Reference.reachabilityFence(argument);
    }
  }

  @Override
  public int statusFlags(int fd) throws ErrnoException {
    return Math.toIntExact(Call.retried("fcntl F_GETFL", () -> c().fcntl(fd, F_GETFL, 0)));
  }

  @Override
  public void setStatusFlags(int fd, int flags) throws ErrnoException {
    Call.retried("fcntl F_SETFL", () -> c().fcntl(fd, F_SETFL, flags));
  }

  @Override
  public int pwrite(int fd, ByteBuffer source, long offset) throws ErrnoException {
    return Math.toIntExact(
        Call.retried(
            "pwrite",
            () ->
                c().pwrite(fd, remaining(source), size(source), new NativeLong(offset))
                    .longValue()));
  }

  @Override
  public int pread(int fd, ByteBuffer target, long offset) throws ErrnoException {
    return Math.toIntExact(
        Call.retried(
            "pread",
            () ->
                c().pread(fd, remaining(target), size(target), new NativeLong(offset))
                    .longValue()));
  }

  @Override
  public void dropCache(int fd, long offset, long length) throws ErrnoException {
    advise(fd, offset, length, FADV_DONTNEED);
  }

  @Override
  public void readNothingAhead(int fd) throws ErrnoException {
    advise(fd, 0, 0, FADV_RANDOM);
  }

  @Override
  public ByteBuffer memory(int bytes) throws ErrnoException {
    return Mapping.memory(c(), bytes);
  }

  @Override
  public boolean isCached(int fd, long offset, long length) throws ErrnoException {
    return Mapping.isCached(c(), fd, offset, length);
  }

  private static void advise(int fd, long offset, long length, int advice) throws ErrnoException {
    // Answers with the error number itself, posix_fadvise(3).
    int error = c().posix_fadvise(fd, new NativeLong(offset), new NativeLong(length), advice);
    if (error != 0) {
      throw new ErrnoException("posix_fadvise", new Errno(error));
    }
  }

  @Override
  public void startWriteback(int fd, long offset, long length) throws ErrnoException {
    syncFileRange(fd, offset, length, SYNC_WRITE);
  }

  @Override
  public void writeBack(int fd, long offset, long length) throws ErrnoException {
    syncFileRange(fd, offset, length, SYNC_WAIT_BEFORE | SYNC_WRITE | SYNC_WAIT_AFTER);
  }

  private static void syncFileRange(int fd, long offset, long length, int flags)
      throws ErrnoException {
    try {
      c().sync_file_range(fd, new NativeLong(offset), new NativeLong(length), flags);
    } catch (LastErrorException e) {
      throw new ErrnoException("sync_file_range", new Errno(e.getErrorCode()));
    }
  }

  @Override
  public int parentProcess() {
    return c().getppid();
  }

  @Override
  public void kill(int process, int signal) throws ErrnoException {
    Call.retried("kill", () -> c().kill(process, signal));
  }

  @Override
  public void signalAtParentDeath(int signal) throws ErrnoException {
    NativeLong none = new NativeLong(0);
    Call.retried(
        "prctl", () -> c().prctl(PR_SET_PDEATHSIG, new NativeLong(signal), none, none, none));
  }

  @Override
  public void resetSignal(int signal) throws ErrnoException {
    try {
      c().signal(signal, Pointer.NULL);
    } catch (LastErrorException e) {
      throw new ErrnoException("signal", new Errno(e.getErrorCode()));
    }
  }

  @Override
  public void ioPriority(int priority) throws ErrnoException {
    NativeLong number = number(SystemCall.IOPRIO_SET);
    Call.retried(
        SystemCall.IOPRIO_SET.title(),
        () ->
            c().syscall(
                    number,
                    new NativeLong(IoPriority.WHO_PROCESS),
                    new NativeLong(0),
                    new NativeLong(priority))
                .longValue());
  }

  /** What is not asked for stays as it is, such as the niceness. */
  @Override
  public void timeSlice(long nanos) throws ErrnoException {
    try (Memory attributes = new Memory(TimeSlice.SIZE)) {
      schedule(SystemCall.SCHED_GETATTR, attributes, TimeSlice.SIZE);
      int policy = attributes.getInt(TimeSlice.POLICY);
      if (policy == TimeSlice.POLICY_OTHER || policy == TimeSlice.POLICY_BATCH) {
        attributes.setLong(TimeSlice.RUNTIME, nanos);
        schedule(SystemCall.SCHED_SETATTR, attributes, 0);
      }
    }
  }

  private static NativeLong number(SystemCall call) throws ErrnoException {
    return new NativeLong(call.number(Platform.ARCH));
  }

  /** A call on the attributes of the calling thread. */
  private static void schedule(SystemCall call, Memory attributes, int size) throws ErrnoException {
    NativeLong number = number(call);
    Call.retried(
        call.title(),
        () ->
            c().syscall(
                    number, new NativeLong(0), attributes, new NativeLong(size), new NativeLong(0))
                .longValue());
  }

  @Override
  public boolean isTerminal(int fd) {
    try {
      return c().isatty(fd) == 1;
    } catch (LastErrorException notATerminal) {
      return false;
    }
  }

  @Override
  public int terminalColumns(int fd) {
    return windowSize(fd, WINSIZE_COLUMNS);
  }

  @Override
  public int terminalRows(int fd) {
    return windowSize(fd, WINSIZE_ROWS);
  }

  private int windowSize(int fd, int field) {
    try {
      return Short.toUnsignedInt(ioctlStruct(fd, TIOCGWINSZ, WINSIZE_SIZE).getShort(field));
    } catch (ErrnoException notATerminal) {
      return 0;
    }
  }

  @Override
  public boolean isReaderGone(int fd) {
    try (Memory memory = new Memory(POLLFD_SIZE)) {
      memory.clear();
      memory.setInt(POLLFD_FD, fd);
      Call.retried("poll", () -> c().poll(memory, new NativeLong(1), 0));
      return (memory.getShort(POLLFD_REVENTS) & (POLLERR | POLLHUP)) != 0;
    } catch (ErrnoException unknown) {
      return false;
    }
  }

  private FileStatus statx(int directory, String path, int flags, String call)
      throws ErrnoException {
    try (Memory memory = new Memory(STATX_SIZE)) {
      Call.retried(call, () -> c().statx(directory, path, flags, STATX_BASIC_STATS, memory));
      return new FileStatus(
          Short.toUnsignedInt(memory.getShort(STATX_MODE)),
          memory.getLong(STATX_INODE),
          memory.getInt(STATX_DEV_MAJOR),
          memory.getInt(STATX_DEV_MINOR),
          memory.getInt(STATX_RDEV_MAJOR),
          memory.getInt(STATX_RDEV_MINOR),
          memory.getLong(STATX_SIZE_BYTES));
    }
  }

  private static Pointer remaining(ByteBuffer buffer) {
    // The pointer is to the buffer's start, wherever its position is.
    return beginning(buffer).share(buffer.position());
  }

  private static Pointer beginning(ByteBuffer buffer) {
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("not a direct buffer");
    }
    return Native.getDirectBufferPointer(buffer);
  }

  private static NativeLong size(ByteBuffer buffer) {
    return new NativeLong(buffer.remaining());
  }

  private static String ioctlName(long request) {
    return "ioctl 0x" + Long.toHexString(request);
  }

  private static final class Loaded {
    static final CLibrary LIBRARY = Native.load("c", CLibrary.class);
  }
}
