package dev.wipeit.journal;

import dev.wipeit.checkpoint.LogFile;
import dev.wipeit.journal.LineText.Moment;
import java.io.Closeable;
import java.io.IOException;
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
  private final LogFile file;
  private final String node;
  private final Chain chain = new Chain();
  private Position end = Position.START;

  private JournalFile(JournalFolder folder, String run, LogFile file, String node) {
    this.folder = folder;
    this.run = run;
    this.file = file;
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

  private static @Nullable JournalFile locked(JournalFolder folder, String run, LogFile file)
      throws IOException {
    try {
      if (file.tryLock()) {
        // Only now: another process may have moved it away before it gave the lock back.
        String node = folder.journals().node(JournalFolder.name(run));
        return new JournalFile(folder, run, file, node);
      }
      file.close();
      return null;
    } catch (IOException failed) {
      file.close();
      throw failed;
    }
  }

  /** Reads all of it, and goes on behind its last whole line. */
  Reading read(Ends ends) throws IOException {
    Reading reading = JournalReader.read(file.fromBeginning(), Position.START, ends);
    end = reading.next();
    return reading;
  }

  /** Cuts off what is behind the last whole line. */
  void cut() throws IOException {
    file.truncate(end.offset());
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
    LineText next = new LineText(end, chain);
    StringBuilder text = new StringBuilder(lines.size() * 400);
    for (Content line : lines) {
      Map<String, @Nullable Object> fields = line.content().fields();
      text.append(next.next(line.moment(), line.content().type(), fields));
    }
    try {
      file.write(text.toString().getBytes(StandardCharsets.US_ASCII), end.offset());
    } catch (IOException failed) {
      takeBack(failed);
      throw failed;
    }
    end = new Position(end.offset() + text.length(), next.seq(), next.former());
  }

  private void takeBack(IOException failed) {
    try {
      file.truncate(end.offset());
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
    file.force();
    if (!folder.journals().node(JournalFolder.name(run)).equals(node)) {
      throw new IOException(folder.file(run) + ": was replaced by another file");
    }
  }

  /** Gives the file back; another process may go on with it. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
