package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock file as the kernel knows it.
 *
 * @param path where it is
 * @param node what it is, whatever path leads there
 */
record LockFile(Path path, Node node) {

  /**
   * A file by its {@code st_dev} and {@code st_ino}.
   *
   * @param device the file system
   * @param inode the file there
   */
  record Node(long device, long inode) {}

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final Pattern CONTENT = Pattern.compile("(\\d{1,18})(?: .*)?\\R?");

  private static final int MAX_CONTENT = 128;

  static Path path(StateDirectory directory, String key) {
    return directory.locks().resolve(StateKey.require(key) + ".lock");
  }

  /** Creates the file, mode 0600, if it is missing. */
  static LockFile create(Path path, int uid) throws IOException {
    try {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    } catch (FileAlreadyExistsException kept) {
      // It is never deleted, so this is the usual case; what it is, is checked next.
      return existing(path, uid);
    }
    return existing(path, uid);
  }

  /** Looks at the file without opening it: closing it would drop this process's own lock. */
  static LockFile existing(Path path, int uid) throws IOException {
    FileFacts facts = FileFacts.of(path);
    if (!facts.isRegularFile()) {
      throw StateDirectoryException.refused(
          path + ": is not a regular file (symbolic links are not followed)");
    }
    if (facts.uid() != uid) {
      throw StateDirectoryException.refused(
          path + ": belongs to uid " + facts.uid() + ", expected " + uid);
    }
    return new LockFile(path, new Node(facts.device(), facts.inode()));
  }

  /** Writes who holds the lock: the process id, and when that process began. */
  static void sign(FileChannel channel, ProcessHandle process) throws IOException {
    String started = process.info().startInstant().map(Instant::toString).orElse("");
    String text = (process.pid() + " " + started).strip() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** The process id that the file names; whether that process lives is another question. */
  static OptionalLong signature(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(MAX_CONTENT);
    channel.read(content, 0);
    String text = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
    Matcher match = CONTENT.matcher(text);
    return match.matches() ? OptionalLong.of(Long.parseLong(match.group(1))) : OptionalLong.empty();
  }

  /** Who holds it by the kernel's list. */
  OptionalLong holder(List<String> locks, OptionalLong recorded) {
    return ProcLocks.holder(locks, node.device(), node.inode(), recorded);
  }
}
