package dev.wipeit.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The next lines of a journal as text; {@link LineCheck} takes them. Not for several threads. */
final class LineText {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Chain chain;
  private long seq;
  private String former;

  /**
   * @param from behind the last line, with its hash
   */
  LineText(Position from) {
    this(from, new Chain());
  }

  /**
   * @param from behind the last line, with its hash
   * @param chain used by nobody else meanwhile
   */
  LineText(Position from, Chain chain) {
    this.chain = chain;
    seq = from.seq();
    former = Objects.requireNonNull(from.hash(), "the hash of the last line");
  }

  /** The number of the next line. */
  long seq() {
    return seq;
  }

  /** The hash of the last line. */
  String former() {
    return former;
  }

  /** The next line, with its end. */
  String next(Moment moment, String type, Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    if (seq == 0) {
      line.put("format", JournalHeader.FORMAT);
      line.put("version", JournalHeader.VERSION);
    }
    line.put("seq", seq);
    line.put("type", type);
    line.put("time", MILLIS.format(moment.time()));
    line.put("monotonic_ms", moment.monotonicMillis());
    line.putAll(fields);
    String object = JsonLine.of(line);
    String body = object.substring(0, object.length() - 1);
    former = chain.hash(former, body);
    seq++;
    return body + Chain.BEFORE_HASH + former + Chain.AFTER_HASH + '\n';
  }

  /**
   * When something happened.
   *
   * @param time by the wall clock
   * @param monotonicMillis by CLOCK_MONOTONIC
   */
  record Moment(Instant time, long monotonicMillis) {}
}
