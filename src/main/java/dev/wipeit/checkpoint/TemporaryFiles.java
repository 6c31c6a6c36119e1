package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Temporary files of checkpoints that a crash has left, of devices that nobody works on. */
public final class TemporaryFiles {

  /** A file that is this young may be one that is being written. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private static final String ENDING = ".json.tmp";

  private TemporaryFiles() {}

  /**
   * Deletes them, each under the lock of its device.
   *
   * @param now what the age of a file is counted to
   * @return how many
   * @throws IOException if the folder cannot be read, or a file not be deleted
   */
  public static int clean(StateDirectory directory, Instant now) throws IOException {
    int cleaned = 0;
    for (String name : StateFolder.at(directory, "progress").names()) {
      String key = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
      if (StateKey.isValid(key) && clean(directory, key, now)) {
        cleaned++;
      }
    }
    return cleaned;
  }

  private static boolean clean(StateDirectory directory, String key, Instant now)
      throws IOException {
    Path file = StateFiles.of(directory, key).temporary();
    if (!isOld(file, now)) {
      return false;
    }
    DeviceLock lock;
    try {
      lock = DeviceLock.acquire(directory, key);
    } catch (LockedException worksOnIt) {
      return false;
    }
    try {
      return isOld(file, now) && Files.deleteIfExists(file);
    } finally {
      lock.close();
    }
  }

  private static boolean isOld(Path file, Instant now) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(now.minus(YOUNG));
  }
}
