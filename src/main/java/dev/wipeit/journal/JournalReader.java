package dev.wipeit.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.wipeit.journal.Flaw.Kind;
import dev.wipeit.journal.LineCheck.FlawException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal, or what is new in it: the whole lines that are as they were written, in order,
 * up to the first that is not. A journal may be read at any time without a lock, while it is
 * written. Whatever bytes it holds, no method throws for them, and nothing is given that was not
 * written.
 */
public final class JournalReader {

  /** No line is longer: one with every list of ranges at its longest has less than 4 MiB. */
  static final int LONGEST_LINE = 16 << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  private final Consumer<JournalLine> lines;
  private final LineCheck check;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private long whole;

  private JournalReader(Position from, Consumer<JournalLine> lines) {
    this.lines = lines;
    this.check = new LineCheck(from);
    this.whole = from.offset();
  }

  /**
   * Reads all whole lines from a position on.
   *
   * @param from {@link Position#START}, or where an earlier reading ended: only what is new costs
   * @param lines takes each line
   * @throws IOException if the file is not there or cannot be read
   */
  public static Reading read(Path file, Position from, Consumer<JournalLine> lines)
      throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of(READ, NOFOLLOW_LINKS))) {
      return read(channel.position(from.offset()), from, lines);
    }
  }

  /**
   * Reads all whole lines from a position on, out of an open file.
   *
   * @param channel stands at that position
   * @throws IOException if it cannot be read
   */
  public static Reading read(
      ReadableByteChannel channel, Position from, Consumer<JournalLine> lines) throws IOException {
    return new JournalReader(from, lines).all(channel);
  }

  /**
   * A position from which about the last bytes of a journal are read, for who wants only its latest
   * lines: at the beginning of a line, its number and chain unknown.
   *
   * @param bytes about how many
   * @return {@link Position#START} where the journal has no more
   * @throws IOException if the file is not there or cannot be read
   */
  public static Position nearEnd(Path file, long bytes) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of(READ, NOFOLLOW_LINKS))) {
      long offset = channel.size() - bytes;
      if (offset <= 0) {
        return Position.START;
      }
      // One byte earlier: where that is the end of a line, the next begins right there.
      channel.position(offset - 1);
      long behind = behindLineFeed(channel);
      return behind < 0 ? Position.START : new Position(behind, -1, null);
    }
  }

  private static long behindLineFeed(SeekableByteChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long start = channel.position();
    while (channel.read(buffer.clear()) > 0) {
      for (int i = 0; i < buffer.position(); i++) {
        if (buffer.get(i) == '\n') {
          return start + i + 1;
        }
      }
      start += buffer.position();
    }
    return -1;
  }

  private Reading all(ReadableByteChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (channel.read(buffer.clear()) > 0) {
      @Nullable Flaw flaw = take(buffer.array(), buffer.position());
      if (flaw != null) {
        return new Reading(position(), 0, flaw);
      }
    }
    return new Reading(position(), line.size(), null);
  }

  private Position position() {
    return new Position(whole, check.seq(), check.former());
  }

  /** The flaw at which reading ends, or null. */
  private @Nullable Flaw take(byte[] bytes, int length) {
    int begin = 0;
    try {
      for (int i = 0; i < length; i++) {
        if (bytes[i] == '\n') {
          line.write(bytes, begin, i - begin);
          begin = i + 1;
          take();
        }
      }
      line.write(bytes, begin, length - begin);
      if (line.size() > LONGEST_LINE) {
        throw check.flaw(Kind.NOT_A_LINE, "is longer than " + LONGEST_LINE + " bytes");
      }
      return null;
    } catch (FlawException found) {
      return found.flaw();
    }
  }

  private void take() throws FlawException {
    int length = line.size() + 1;
    JournalLine taken = check.take(line.toString(StandardCharsets.ISO_8859_1));
    line.reset();
    whole += length;
    lines.accept(taken);
  }
}
