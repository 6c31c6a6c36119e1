package dev.wipeit.view;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.wipeit.journal.JournalLine;
import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import dev.wipeit.journal.Reading;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of a journal, read on as it grows: whole lines, each as it was written by its hash. What
 * stands before about its last {@value #LOOK_BACK} bytes is never read: a journal of days is as
 * quickly looked at as one of minutes. For one thread.
 */
final class JournalTail implements Closeable {

  /** About a quarter of an hour of a run's events. */
  static final int LOOK_BACK = 256 * 1024;

  private final Path file;
  private @Nullable FileChannel channel;
  private Position next = Position.START;
  private long size;
  private @Nullable String damage;

  JournalTail(Path file) {
    this.file = file;
  }

  /**
   * The lines that have come since the last time.
   *
   * @return empty where there is nothing new, or no such file
   * @throws IOException if it is there, but cannot be read
   */
  List<JournalLine> more() throws IOException {
    @Nullable FileChannel open = channel == null ? open() : channel;
    channel = open;
    if (open == null || damage != null || open.size() == size) {
      return List.of();
    }
    size = open.size();
    List<JournalLine> lines = new ArrayList<>();
    Reading reading = JournalReader.read(open.position(next.offset()), next, lines::add);
    next = reading.next();
    damage = reading.flaw() == null ? null : "its journal is damaged: " + reading.flaw().reason();
    return lines;
  }

  /** Why nothing more is read, or null. */
  @Nullable String damage() {
    return damage;
  }

  private @Nullable FileChannel open() throws IOException {
    // Before it is opened: opening a FIFO would wait for a writer.
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      return null;
    }
    next = JournalReader.nearEnd(file, LOOK_BACK);
    return FileChannel.open(file, Set.of(READ, NOFOLLOW_LINKS));
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
