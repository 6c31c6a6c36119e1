package dev.wipeit.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.wipeit.checkpoint.CheckpointException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/** Reads a file that only its owner could have put there. */
final class OwnedFile {

  private OwnedFile() {}

  /**
   * The bytes of the file, at most one more than a checkpoint may have.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws CheckpointException ({@link Kind#UNTRUSTED}) for a symbolic link, anything but a
   *     regular file, or another owner's; ({@link Kind#DAMAGED}) if it cannot be read
   */
  static byte[] read(Path file, int uid) throws IOException {
    try {
      requireOwned(file, uid);
      try (FileChannel channel = FileChannel.open(file, Set.of(READ, NOFOLLOW_LINKS));
          InputStream in = Channels.newInputStream(channel)) {
        return in.readNBytes(StrictJson.MAX_BYTES + 1);
      }
    } catch (NoSuchFileException | CheckpointException known) {
      throw known;
    } catch (IOException unreadable) {
      throw new CheckpointException(
          Kind.DAMAGED, file + ": cannot be read: " + Printable.reason(unreadable), unreadable);
    }
  }

  private static void requireOwned(Path file, int uid) throws IOException {
    // Before it is opened: opening a FIFO would wait for a writer.
    FileFacts facts = FileFacts.of(file);
    if (!facts.isRegularFile()) {
      throw untrusted(file, "is not a regular file (symbolic links are not followed)");
    }
    if (facts.uid() != uid) {
      throw untrusted(file, "belongs to uid " + facts.uid() + ", expected " + uid);
    }
  }

  private static CheckpointException untrusted(Path file, String what) {
    return new CheckpointException(
        Kind.UNTRUSTED, file + ": " + what + ": look who put it there, and move it away");
  }
}
