package dev.wipeit.sys;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The system calls that the JDK has no word for, named like them. Every failure is an {@link
 * ErrnoException}; calls that a signal interrupted (EINTR) are made again. Safe for use by several
 * threads.
 */
public interface Kernel {

  /** The kernel of this machine. */
  static Kernel linux() {
    return new LinuxKernel();
  }

  /**
   * open(2), always with O_CLOEXEC.
   *
   * @param flags a combination of the {@code O_} constants of {@link Open}
   * @return the descriptor, to be given to {@link #close(int)}
   */
  int open(String path, int flags) throws ErrnoException;

  /** close(2). */
  void close(int fd) throws ErrnoException;

  /**
   * Makes a descriptor lead to what another one leads to, in one step, so that nothing else gets
   * its number in between: dup2(2).
   */
  void replace(int fd, int by) throws ErrnoException;

  /** statx(2) of an open descriptor. */
  FileStatus status(int fd) throws ErrnoException;

  /** statx(2) of a path, symbolic links followed. */
  FileStatus status(String path) throws ErrnoException;

  /** ioctl(2) for requests that answer with an {@code int}. */
  int ioctlInt(int fd, long request) throws ErrnoException;

  /** ioctl(2) for requests that answer with a 64-bit number. */
  long ioctlLong(int fd, long request) throws ErrnoException;

  /**
   * ioctl(2) for requests that fill a structure of the given size; little-endian as the machine.
   */
  ByteBuffer ioctlStruct(int fd, long request, int sizeBytes) throws ErrnoException;

  /**
   * ioctl(2) for requests without an argument.
   *
   * @return what it answers, not negative
   */
  int ioctl(int fd, long request) throws ErrnoException;

  /**
   * ioctl(2) for requests whose structure goes in and comes back, and points to other buffers.
   *
   * @param argument the structure: a direct buffer, of which all is used; the kernel's answer is in
   *     it afterwards
   * @param pointers the direct buffers to whose beginnings the structure points, by the offsets of
   *     those pointers in it
   * @return what it answers, not negative
   */
  int ioctl(int fd, long request, ByteBuffer argument, Map<Integer, ByteBuffer> pointers)
      throws ErrnoException;

  /** fcntl(2) F_GETFL. */
  int statusFlags(int fd) throws ErrnoException;

  /** fcntl(2) F_SETFL. */
  void setStatusFlags(int fd, int flags) throws ErrnoException;

  /**
   * pwrite(2), once.
   *
   * @param source a direct buffer; its position is not moved
   * @return the bytes written, which may be fewer than remain
   */
  int pwrite(int fd, ByteBuffer source, long offset) throws ErrnoException;

  /**
   * pread(2), once.
   *
   * @param target a direct buffer; its position is not moved
   * @return the bytes read; 0 at the end
   */
  int pread(int fd, ByteBuffer target, long offset) throws ErrnoException;

  /** posix_fadvise(2) with POSIX_FADV_DONTNEED: drops clean pages of the range from the cache. */
  void dropCache(int fd, long offset, long length) throws ErrnoException;

  /** Begins to write dirty pages of a range back, sync_file_range(2); does not wait. */
  void startWriteback(int fd, long offset, long length) throws ErrnoException;

  /**
   * Writes dirty pages of a range back and waits for that, sync_file_range(2). It does not empty
   * the cache of the drive. A write that failed, anywhere in the file and since the last one that
   * was told, is told here once.
   */
  void writeBack(int fd, long offset, long length) throws ErrnoException;

  /**
   * Whether any page of the range is in the page cache: mmap(2) and mincore(2). The mapping brings
   * none there.
   */
  boolean isCached(int fd, long offset, long length) throws ErrnoException;

  /**
   * Memory for I/O, filled with zeros: mmap(2), in huge pages where the kernel grants them
   * (madvise(2) MADV_HUGEPAGE), which one request then takes as a whole. It is never given back.
   *
   * @param bytes a power of two, 4096 or more; the address is a multiple of it
   */
  ByteBuffer memory(int bytes) throws ErrnoException;

  /**
   * posix_fadvise(2) with POSIX_FADV_RANDOM: nothing is read ahead of what is asked for through
   * this descriptor.
   */
  void readNothingAhead(int fd) throws ErrnoException;

  /** getppid(2). */
  int parentProcess();

  /** kill(2). */
  void kill(int process, int signal) throws ErrnoException;

  /** prctl(2) PR_SET_PDEATHSIG: the signal that this process gets when its parent ends. */
  void signalAtParentDeath(int signal) throws ErrnoException;

  /** signal(2) with SIG_DFL: undoes a disposition that was inherited, such as SIG_IGN. */
  void resetSignal(int signal) throws ErrnoException;

  /**
   * ioprio_set(2) for the calling thread, and for those that it starts afterwards: they inherit it.
   * Only some schedulers of the kernel heed it, for what the thread itself submits.
   *
   * @param priority class and level, such as {@link IoPriority#IDLE}
   */
  void ioPriority(int priority) throws ErrnoException;

  /**
   * sched_setattr(2) for the calling thread, and for those that it starts afterwards: they inherit
   * it. A thread with a shorter slice gets a processor sooner when it has something to do, and no
   * more of it in all. Kernels before Linux 6.12 take it and do nothing; so does this where the
   * thread does not share fairly (a policy such as SCHED_IDLE).
   *
   * @param nanos such as {@link TimeSlice#SHORTEST_NANOS}, or 0 for the usual one
   */
  void timeSlice(long nanos) throws ErrnoException;

  /** isatty(3). */
  boolean isTerminal(int fd);

  /** ioctl(2) TIOCGWINSZ: the columns of a terminal, or 0 where it does not say. */
  int terminalColumns(int fd);

  /** ioctl(2) TIOCGWINSZ: the rows of a terminal, or 0 where it does not say. */
  int terminalRows(int fd);

  /** poll(2): whether nobody can read any more what is written to a pipe, socket or terminal. */
  boolean isReaderGone(int fd);
}
