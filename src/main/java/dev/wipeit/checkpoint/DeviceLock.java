package dev.wipeit.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The right to work on a device, for one process at a time. The kernel gives it back when the
 * process ends, however it ends; the lock file stays.
 */
public final class DeviceLock implements Closeable {

  /**
   * The lock files that this process holds. The lock is a POSIX record lock: it belongs to the
   * process, and closing <em>any</em> descriptor of the file drops it (fcntl(2)). So a file that is
   * locked here must not be opened a second time, by whatever object.
   */
  private static final Set<LockFile.Node> HELD = new HashSet<>();

  private final LockFile file;
  private final FileChannel channel;

  private DeviceLock(LockFile file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock, or fails at once.
   *
   * @throws LockedException if somebody else has it, in this process or another
   * @throws StateDirectoryException if the lock file cannot be trusted or made
   */
  public static DeviceLock acquire(StateDirectory directory, String key)
      throws LockedException, StateDirectoryException {
    return acquire(directory, key, directory.path().getFileSystem().getPath("/proc"));
  }

  /**
   * Takes the lock, or fails at once.
   *
   * @param procRoot normally {@code /proc}, to find out who has the lock
   * @throws LockedException if somebody else has it, in this process or another
   * @throws StateDirectoryException if the lock file cannot be trusted or made
   */
  public static DeviceLock acquire(StateDirectory directory, String key, Path procRoot)
      throws LockedException, StateDirectoryException {
    Path path = LockFile.path(directory, key);
    try {
      synchronized (HELD) {
        LockFile file = LockFile.create(path, directory.uid());
        if (HELD.contains(file.node())) {
          throw new LockedException(key, OptionalLong.of(ProcessHandle.current().pid()));
        }
        DeviceLock lock = lock(file, key, procRoot);
        HELD.add(file.node());
        return lock;
      }
    } catch (LockedException | StateDirectoryException known) {
      throw known;
    } catch (IOException failed) {
      throw StateDirectoryException.unusable(
          path + ": cannot be locked: " + Printable.reason(failed), failed);
    }
  }

  private static DeviceLock lock(LockFile file, String key, Path procRoot) throws IOException {
    FileChannel channel = FileChannel.open(file.path(), Set.of(READ, WRITE, NOFOLLOW_LINKS));
    try {
      if (!tryLock(channel)) {
        OptionalLong recorded = LockFile.signature(channel);
        OptionalLong holder = file.holder(ProcLocks.lines(procRoot), recorded);
        throw new LockedException(key, holder.isPresent() ? holder : recorded);
      }
      LockFile.sign(channel, ProcessHandle.current());
      return new DeviceLock(file, channel);
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException elsewhereInThisProcess) {
      return false;
    }
  }

  /**
   * Who works on the device, without taking or disturbing the lock. A process id that was left in
   * the file by a process that is gone does not count.
   *
   * @param procRoot normally {@code /proc}
   * @return empty if nobody does, or if the kernel does not tell
   * @throws StateDirectoryException if the lock file cannot be trusted or read
   */
  public static OptionalLong holder(StateDirectory directory, String key, Path procRoot)
      throws StateDirectoryException {
    return holder(directory, key, ProcLocks.lines(procRoot));
  }

  /**
   * Who works on each of several devices, as {@link #holder}; the kernel's list is read once.
   *
   * @param procRoot normally {@code /proc}
   * @throws StateDirectoryException if a lock file cannot be trusted or read
   */
  public static Map<String, OptionalLong> holders(
      StateDirectory directory, Collection<String> keys, Path procRoot)
      throws StateDirectoryException {
    List<String> locks = ProcLocks.lines(procRoot);
    Map<String, OptionalLong> holders = new HashMap<>();
    for (String key : keys) {
      holders.put(key, holder(directory, key, locks));
    }
    return holders;
  }

  private static OptionalLong holder(StateDirectory directory, String key, List<String> locks)
      throws StateDirectoryException {
    Path path = LockFile.path(directory, key);
    try {
      synchronized (HELD) {
        LockFile file = LockFile.existing(path, directory.uid());
        if (HELD.contains(file.node())) {
          return OptionalLong.of(ProcessHandle.current().pid());
        }
        try (FileChannel channel = FileChannel.open(path, Set.of(READ, NOFOLLOW_LINKS))) {
          return file.holder(locks, LockFile.signature(channel));
        }
      }
    } catch (NoSuchFileException neverLocked) {
      return OptionalLong.empty();
    } catch (StateDirectoryException known) {
      throw known;
    } catch (IOException failed) {
      throw StateDirectoryException.unusable(
          path + ": cannot be read: " + Printable.reason(failed), failed);
    }
  }

  /** Gives the lock back; a second call does nothing. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (channel.isOpen()) {
        HELD.remove(file.node());
        channel.close();
      }
    }
  }
}
