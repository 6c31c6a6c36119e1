package dev.wipeit.journal;

import dev.wipeit.journal.LineText.Moment;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A journal that this process alone appends to. Who has the file locked (fcntl(2)) owns it; the
 * kernel gives the lock back when the process ends, however it ends. Not for several threads.
 */
final class JournalFile implements Closeable {

  private final JournalFolder folder;
  private final String run;
  private final FileChannel channel;
  private final String node;
  private Position end = Position.START;

  private JournalFile(JournalFolder folder, String run, FileChannel channel, String node) {
    this.folder = folder;
    this.run = run;
    this.channel = channel;
    this.node = node;
  }

  /**
   * Opens the journal of a run, a new one where there is none.
   *
   * @return null if another process has it
   */
  static @Nullable JournalFile openOrCreate(JournalFolder folder, String run) throws IOException {
    String name = JournalFolder.name(run);
    return folder.journals().has(name)
        ? existing(folder, run)
        : locked(folder, run, folder.journals().create(name));
  }

  /**
   * Opens the journal of a run.
   *
   * @return null if another process has it, or had it a moment ago
   */
  static @Nullable JournalFile existing(JournalFolder folder, String run) throws IOException {
    try {
      String before = folder.journals().node(JournalFolder.name(run));
      @Nullable JournalFile file =
          locked(folder, run, folder.journals().open(JournalFolder.name(run)));
      if (file != null && !file.node.equals(before)) {
        file.close();
        return null;
      }
      return file;
    } catch (NoSuchFileException movedAway) {
      return null;
    }
  }

  private static @Nullable JournalFile locked(JournalFolder folder, String run, FileChannel channel)
      throws IOException {
    try {
      if (isLocked(channel)) {
        // Only now: another process may have moved it away before it gave the lock back.
        String node = folder.journals().node(JournalFolder.name(run));
        return new JournalFile(folder, run, channel, node);
      }
      channel.close();
      return null;
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException elsewhereInThisProcess) {
      return false;
    }
  }

  /** Reads all of it, and goes on behind its last whole line. */
  Reading read(Ends ends) throws IOException {
    Reading reading = JournalReader.read(channel.position(0), Position.START, ends);
    end = reading.next();
    return reading;
  }

  /** Cuts off what is behind the last whole line. */
  void cut() throws IOException {
    channel.truncate(end.offset());
  }

  /** Behind the last line. */
  Position end() {
    return end;
  }

  /**
   * A line to be.
   *
   * @param moment when it happened
   * @param content what happened
   */
  record Content(Moment moment, EventJson content) {}

  /**
   * Appends lines: all, or none of which a reader takes notice.
   *
   * @throws IOException if they could not be written; they can be tried again
   */
  void append(List<Content> lines) throws IOException {
    LineText next = new LineText(end);
    StringBuilder text = new StringBuilder(lines.size() * 400);
    for (Content line : lines) {
      Map<String, @Nullable Object> fields = line.content().fields();
      text.append(next.next(line.moment(), line.content().type(), fields));
    }
    try {
      write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException failed) {
      takeBack(failed);
      throw failed;
    }
    end = new Position(end.offset() + text.length(), next.seq(), next.former());
  }

  private void write(ByteBuffer bytes) throws IOException {
    long offset = end.offset();
    while (bytes.hasRemaining()) {
      offset += channel.write(bytes, offset);
    }
  }

  private void takeBack(IOException failed) {
    try {
      channel.truncate(end.offset());
    } catch (IOException left) {
      // It is a torn line, or lines that are written over by the next try.
      failed.addSuppressed(left);
    }
  }

  /**
   * On return all lines are on stable storage: fdatasync(2).
   *
   * @throws IOException if not, or if the file is not where it was opened any more
   */
  void force() throws IOException {
    channel.force(false);
    if (!folder.journals().node(JournalFolder.name(run)).equals(node)) {
      throw new IOException(folder.file(run) + ": was replaced by another file");
    }
  }

  /** Gives the file back; another process may go on with it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
