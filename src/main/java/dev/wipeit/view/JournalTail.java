package dev.wipeit.view;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of a journal, read on as it grows, whole lines only. What stands before its last {@value
 * #LOOK_BACK} bytes is never read: a journal of days is as quickly looked at as one of minutes. For
 * one thread.
 */
final class JournalTail implements Closeable {

  /** About a quarter of an hour of a run's events. */
  static final int LOOK_BACK = 256 * 1024;

  private final Path file;
  private @Nullable FileChannel channel;
  private long next;
  private boolean inLine;

  JournalTail(Path file) {
    this.file = file;
  }

  /**
   * The lines that have come since the last time.
   *
   * @return empty where there is nothing new, or no such file
   * @throws IOException if it is there, but cannot be read
   */
  List<Told> more() throws IOException {
    @Nullable FileChannel open = channel == null ? open() : channel;
    if (open == null) {
      return List.of();
    }
    channel = open;
    long size = open.size();
    List<Told> told = new ArrayList<>();
    while (next < size) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LOOK_BACK, size - next));
      if (open.read(bytes, next) <= 0) {
        break;
      }
      int used = take(bytes.array(), bytes.position(), told);
      if (used == 0) {
        break;
      }
      next += used;
    }
    return told;
  }

  private @Nullable FileChannel open() throws IOException {
    // Before it is opened: opening a FIFO would wait for a writer.
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      return null;
    }
    FileChannel open = FileChannel.open(file, Set.of(READ, NOFOLLOW_LINKS));
    next = Math.max(0, open.size() - LOOK_BACK);
    inLine = next > 0;
    return open;
  }

  /** Takes the whole lines; of one that is longer than all that is looked at, nothing is told. */
  private int take(byte[] bytes, int length, List<Told> told) {
    int begin = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        @Nullable Told line = inLine ? null : Told.parse(bytes, begin, i - begin);
        if (line != null) {
          told.add(line);
        }
        inLine = false;
        begin = i + 1;
      }
    }
    if (begin == 0 && length == LOOK_BACK) {
      inLine = true;
      return length;
    }
    return begin;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
