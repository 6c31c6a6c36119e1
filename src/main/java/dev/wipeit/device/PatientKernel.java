package dev.wipeit.device;

import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kernel as it is asked about devices: what a device could keep waiting is waited for no longer
 * than {@link Patience} allows, and fails with ETIMEDOUT then. A disk and its partitions are one
 * device. Not for the I/O of a run, which is watched as a whole ({@link #direct}). Safe for use by
 * several threads.
 */
public final class PatientKernel implements Kernel {

  private final Kernel kernel;
  private final SystemRoots roots;
  private final Patience patience;

  /** Whose the open descriptors are. */
  private final Map<Integer, String> owners = new ConcurrentHashMap<>();

  /**
   * @param kernel asks, however long that takes
   * @param roots where partitions are told from disks
   */
  public PatientKernel(Kernel kernel, SystemRoots roots, Patience patience) {
    this.kernel = kernel;
    this.roots = roots;
    this.patience = patience;
  }

  /** The kernel for which nobody waits: for an opened device that is watched otherwise. */
  public Kernel direct() {
    return kernel;
  }

  /** How long devices are waited for; their names are those of {@link #device}. */
  public Patience patience() {
    return patience;
  }

  /** How long the device of a node was waited for in vain, or null where it answers. */
  public @Nullable Duration silence(Path node) {
    return patience.silence(device(node.toString()));
  }

  /** The name of the device that a node belongs to: its path, for a partition its disk's. */
  public String device(String node) {
    Path path = Path.of(node);
    if (!path.startsWith(roots.dev())) {
      return node;
    }
    String name = roots.dev().relativize(path).toString().replace('/', '!');
    Path link = roots.sys().resolve("class/block").resolve(name);
    try {
      SysDevice device = SysDevice.at(link);
      return device.disk().node(roots).toString();
    } catch (IOException | RuntimeException noBlockDevice) {
      return node;
    }
  }

  /** A system call. */
  @FunctionalInterface
  private interface Call<T> {
    T make() throws ErrnoException;
  }

  private <T> T patiently(String device, String name, Call<T> call, Consumer<T> late)
      throws ErrnoException {
    try {
      return patience.ask(device, call::make, late);
    } catch (ErrnoException e) {
      throw e;
    } catch (IOException noAnswer) {
      ErrnoException failure = new ErrnoException(name, Errno.ETIMEDOUT);
      failure.initCause(noAnswer);
      throw failure;
    }
  }

  private <T> T on(int fd, String name, Call<T> call) throws ErrnoException {
    String owner = owners.get(fd);
    return owner == null ? call.make() : patiently(owner, name + " " + owner, call, unwanted -> {});
  }

  @Override
  public int open(String path, int flags) throws ErrnoException {
    String owner = device(path);
    int fd = patiently(owner, "open " + path, () -> kernel.open(path, flags), this::closeLate);
    owners.put(fd, owner);
    return fd;
  }

  /** Nobody wants it any more, and nobody is there to be told that it did not close. */
  private void closeLate(int fd) {
    try {
      kernel.close(fd);
    } catch (ErrnoException given) {
      // The number is free all the same: close(2).
      return;
    }
  }

  @Override
  public void close(int fd) throws ErrnoException {
    String owner = owners.remove(fd);
    if (owner == null) {
      kernel.close(fd);
    } else if (patience.silence(owner) != null) {
      // The last one to close a device writes back what is dirty, and waits for that.
      patience.leave(() -> closeLate(fd));
    } else {
      patiently(
          owner,
          "close " + owner,
          () -> {
            kernel.close(fd);
            return fd;
          },
          unwanted -> {});
    }
  }

  @Override
  public void replace(int fd, int by) throws ErrnoException {
    kernel.replace(fd, by);
  }

  @Override
  public FileStatus status(int fd) throws ErrnoException {
    return kernel.status(fd);
  }

  /** A file system over a network, or one that a process serves, may not answer. */
  @Override
  public FileStatus status(String path) throws ErrnoException {
    Path file = Path.of(path);
    return file.startsWith(roots.proc()) || file.startsWith(roots.dev())
        ? kernel.status(path)
        : patiently(path, "statx " + path, () -> kernel.status(path), unwanted -> {});
  }

  @Override
  public int ioctlInt(int fd, long request) throws ErrnoException {
    return on(fd, "ioctl", () -> kernel.ioctlInt(fd, request));
  }

  @Override
  public long ioctlLong(int fd, long request) throws ErrnoException {
    return on(fd, "ioctl", () -> kernel.ioctlLong(fd, request));
  }

  @Override
  public ByteBuffer ioctlStruct(int fd, long request, int sizeBytes) throws ErrnoException {
    return on(fd, "ioctl", () -> kernel.ioctlStruct(fd, request, sizeBytes));
  }

  @Override
  public int ioctl(int fd, long request) throws ErrnoException {
    return on(fd, "ioctl", () -> kernel.ioctl(fd, request));
  }

  @Override
  public int ioctl(int fd, long request, ByteBuffer argument, Map<Integer, ByteBuffer> pointers)
      throws ErrnoException {
    return on(fd, "ioctl", () -> kernel.ioctl(fd, request, argument, pointers));
  }

  @Override
  public int statusFlags(int fd) throws ErrnoException {
    return kernel.statusFlags(fd);
  }

  @Override
  public void setStatusFlags(int fd, int flags) throws ErrnoException {
    kernel.setStatusFlags(fd, flags);
  }

  @Override
  public int pwrite(int fd, ByteBuffer source, long offset) throws ErrnoException {
    return on(fd, "pwrite", () -> kernel.pwrite(fd, source, offset));
  }

  @Override
  public int pread(int fd, ByteBuffer target, long offset) throws ErrnoException {
    return on(fd, "pread", () -> kernel.pread(fd, target, offset));
  }

  @Override
  public void dropCache(int fd, long offset, long length) throws ErrnoException {
    kernel.dropCache(fd, offset, length);
  }

  @Override
  public void startWriteback(int fd, long offset, long length) throws ErrnoException {
    kernel.startWriteback(fd, offset, length);
  }

  @Override
  public void writeBack(int fd, long offset, long length) throws ErrnoException {
    kernel.writeBack(fd, offset, length);
  }

  @Override
  public boolean isCached(int fd, long offset, long length) throws ErrnoException {
    return kernel.isCached(fd, offset, length);
  }

  @Override
  public ByteBuffer memory(int bytes) throws ErrnoException {
    return kernel.memory(bytes);
  }

  @Override
  public void readNothingAhead(int fd) throws ErrnoException {
    kernel.readNothingAhead(fd);
  }

  @Override
  public int parentProcess() {
    return kernel.parentProcess();
  }

  @Override
  public void kill(int process, int signal) throws ErrnoException {
    kernel.kill(process, signal);
  }

  @Override
  public void signalAtParentDeath(int signal) throws ErrnoException {
    kernel.signalAtParentDeath(signal);
  }

  @Override
  public void resetSignal(int signal) throws ErrnoException {
    kernel.resetSignal(signal);
  }

  @Override
  public void ioPriority(int priority) throws ErrnoException {
    kernel.ioPriority(priority);
  }

  @Override
  public void timeSlice(long nanos) throws ErrnoException {
    kernel.timeSlice(nanos);
  }

  @Override
  public boolean isTerminal(int fd) {
    return kernel.isTerminal(fd);
  }

  @Override
  public int terminalColumns(int fd) {
    return kernel.terminalColumns(fd);
  }

  @Override
  public boolean isReaderGone(int fd) {
    return kernel.isReaderGone(fd);
  }

  @Override
  public int terminalRows(int fd) {
    return kernel.terminalRows(fd);
  }
}
