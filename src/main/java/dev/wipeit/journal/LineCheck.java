package dev.wipeit.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.checkpoint.JsonTree;
import dev.wipeit.journal.Flaw.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether lines are those that were written, one after the other. Not for several threads. */
final class LineCheck {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Chain chain = new Chain();
  private @Nullable String former;
  private long seq;

  LineCheck(Position from) {
    former = from.hash();
    seq = from.seq();
  }

  /** The hash of the last line that was taken, or null where there was none. */
  @Nullable String former() {
    return former;
  }

  /** The number of the next line. */
  long seq() {
    return seq;
  }

  /** A line that is not as it was written. */
  static final class FlawException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Flaw flaw;

    private FlawException(Flaw flaw) {
      super(flaw.reason(), null, false, false);
      this.flaw = flaw;
    }

    Flaw flaw() {
      return flaw;
    }
  }

  /**
   * Takes the next line.
   *
   * @throws FlawException if it is not the next one; nothing behind it is to be read
   */
  JournalLine take(String text) throws FlawException {
    JournalLine line = parse(text, tree(text));
    String hash = text.substring(text.length() - 66, text.length() - 2);
    if (seq >= 0 && line.seq() != seq) {
      throw flaw(Kind.NUMBER, "has number " + line.seq() + ", expected " + seq);
    }
    String body = text.substring(0, text.length() - Chain.TAIL_LENGTH);
    if (former != null && !chain.hash(former, body).equals(hash)) {
      throw flaw(Kind.CHAIN, "was altered, or lines before it were: its hash does not fit");
    }
    former = hash;
    seq = line.seq() + 1;
    return line;
  }

  private ObjectNode tree(String text) throws FlawException {
    if (text.chars().anyMatch(character -> character < ' ' || character > '~')) {
      throw flaw(Kind.NOT_A_LINE, "is not printable ASCII");
    }
    try {
      if (JsonTree.parse(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException notJson) {
      // Its message would quote the line; that it is no JSON says enough.
      throw flaw(Kind.NOT_A_LINE, "is not JSON");
    }
    throw flaw(Kind.NOT_A_LINE, "is not a JSON object");
  }

  private JournalLine parse(String text, ObjectNode object) throws FlawException {
    int tail = text.length() - Chain.TAIL_LENGTH;
    boolean hasHash =
        tail > 0
            && text.startsWith(Chain.BEFORE_HASH, tail)
            && HASH.matcher(object.path("hash").asText()).matches()
            && text.startsWith(object.path("hash").asText(), tail + Chain.BEFORE_HASH.length());
    @Nullable Long number = whole(object, "seq");
    @Nullable Long monotonic = whole(object, "monotonic_ms");
    @Nullable String type = object.path("type").textValue();
    @Nullable Instant time = time(object.path("time"));
    if (!hasHash || number == null || monotonic == null || type == null || time == null) {
      throw flaw(Kind.NOT_A_LINE, "lacks what every line has: seq, type, time, monotonic_ms, hash");
    }
    JournalLine line = new JournalLine(number, type, time, monotonic, object, text);
    if (number == 0) {
      requireHeader(line);
    }
    return line;
  }

  private void requireHeader(JournalLine line) throws FlawException {
    @Nullable Long version = line.number("version");
    if (!JournalHeader.FORMAT.equals(line.text("format")) || version == null) {
      throw flaw(Kind.NOT_A_LINE, "is not the first line of a " + JournalHeader.FORMAT);
    }
    if (version < 1 || version > JournalHeader.VERSION) {
      throw flaw(
          Kind.FOREIGN,
          "is of version " + version + ", expected 1 to " + JournalHeader.VERSION + " at most");
    }
    if (JournalHeader.of(line) == null) {
      throw flaw(Kind.NOT_A_LINE, "lacks what a first line has: run, key, device, plan");
    }
  }

  private static @Nullable Long whole(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    boolean fits = value.isIntegralNumber() && value.canConvertToLong();
    return fits && value.longValue() >= 0 ? value.longValue() : null;
  }

  private static @Nullable Instant time(JsonNode value) {
    try {
      return value.isTextual() ? Instant.parse(value.textValue()) : null;
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  /** A flaw of the next line. */
  FlawException flaw(Kind kind, String what) {
    String which = seq < 0 ? "a line" : "line " + (seq + 1);
    return new FlawException(new Flaw(seq < 0 ? 0 : seq + 1, kind, which + " " + what));
  }
}
