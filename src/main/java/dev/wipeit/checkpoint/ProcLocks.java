package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's own list of file locks, {@code /proc/locks} (proc(5)). */
final class ProcLocks {

  /**
   * {@code 1: POSIX ADVISORY WRITE 1234 fd:00:2531452 0 EOF}; a line with {@code ->} is one that
   * waits. Major and minor are hexadecimal, the inode is decimal (fs/locks.c, lock_get_status).
   */
  private static final Pattern HELD =
      Pattern.compile(
          "\\d+: POSIX +ADVISORY +WRITE +(\\d{1,18}) ([0-9a-f]{1,8}):([0-9a-f]{1,8}):(\\d{1,19})"
              + " .*");

  private ProcLocks() {}

  /** The lines, or none where the list cannot be read: then nobody can be named. */
  static List<String> lines(Path procRoot) {
    try {
      return Files.readAllLines(procRoot.resolve("locks"));
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /**
   * The process that holds a write lock on the file.
   *
   * @param device the file's {@code st_dev}
   * @param inode its {@code st_ino}
   * @param recorded the process that the file itself names. It is believed on the inode alone: on
   *     btrfs and overlayfs {@code st_dev} is not the device number that the list shows.
   */
  static OptionalLong holder(List<String> lines, long device, long inode, OptionalLong recorded) {
    for (String line : lines) {
      Matcher match = HELD.matcher(line);
      if (!match.matches() || !match.group(4).equals(Long.toString(inode))) {
        continue;
      }
      long pid = Long.parseLong(match.group(1));
      boolean sameDevice =
          Long.parseLong(match.group(2), 16) == major(device)
              && Long.parseLong(match.group(3), 16) == minor(device);
      if (pid > 0 && (sameDevice || recorded.equals(OptionalLong.of(pid)))) {
        return OptionalLong.of(pid);
      }
    }
    return OptionalLong.empty();
  }

  /** As gnu_dev_major in sys/sysmacros.h. */
  private static long major(long device) {
    return ((device >>> 8) & 0xfffL) | ((device >>> 32) & 0xfffff000L);
  }

  /** As gnu_dev_minor in sys/sysmacros.h. */
  private static long minor(long device) {
    return (device & 0xffL) | ((device >>> 12) & 0xffffff00L);
  }
}
