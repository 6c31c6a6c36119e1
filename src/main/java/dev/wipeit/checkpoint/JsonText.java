package dev.wipeit.checkpoint;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is written twice at once: on lines for people, and without a blank for the
 * checksum. It may have gaps, where values go that are not known yet; its parts are what is between
 * them. For one thread.
 */
final class JsonText {

  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private final StringBuilder lines = new StringBuilder(2048);
  private final StringBuilder compact = new StringBuilder(2048);
  private final List<byte[]> lineParts = new ArrayList<>();
  private final List<byte[]> compactParts = new ArrayList<>();

  /** What closes the objects and arrays that are open. */
  private final StringBuilder open = new StringBuilder();

  private boolean isFirst;

  JsonText() {
    begin('{', '}');
  }

  /**
   * A number.
   *
   * @param key needs no escaping, as all keys here
   */
  JsonText put(String key, long value) {
    return raw(key, Long.toString(value));
  }

  JsonText put(String key, @Nullable String value) {
    item(key);
    text(value);
    return this;
  }

  /**
   * A value that is JSON already.
   *
   * @param key null for an element of an array
   */
  JsonText raw(@Nullable String key, String json) {
    item(key);
    both(json);
    return this;
  }

  /** An element of an array. */
  JsonText add(String value) {
    item(null);
    text(value);
    return this;
  }

  /**
   * Begins an object.
   *
   * @param key null for an element of an array
   */
  JsonText object(@Nullable String key) {
    item(key);
    begin('{', '}');
    return this;
  }

  JsonText array(String key) {
    item(key);
    begin('[', ']');
    return this;
  }

  /** Ends what was begun last. */
  JsonText end() {
    char close = open.charAt(open.length() - 1);
    open.setLength(open.length() - 1);
    if (!isFirst) {
      newLine();
    }
    lines.append(close);
    compact.append(close);
    isFirst = false;
    return this;
  }

  /** A value that is JSON, and is put in later. */
  JsonText gap(String key) {
    item(key);
    lineParts.add(bytes(lines));
    compactParts.add(bytes(compact));
    lines.setLength(0);
    compact.setLength(0);
    return this;
  }

  /** The parts of the object so far without a blank, as if it ended here: one more than gaps. */
  List<byte[]> compact() {
    List<byte[]> parts = new ArrayList<>(compactParts);
    parts.add(bytes(new StringBuilder(compact).append('}')));
    return parts;
  }

  /** The parts of the object on lines, with a line feed at its end: one more than gaps. */
  List<byte[]> lines() {
    List<byte[]> parts = new ArrayList<>(lineParts);
    parts.add(bytes(new StringBuilder(lines).append('\n')));
    return parts;
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void begin(char first, char last) {
    lines.append(first);
    compact.append(first);
    open.append(last);
    isFirst = true;
  }

  private void item(@Nullable String key) {
    if (!isFirst) {
      both(",");
    }
    isFirst = false;
    newLine();
    if (key != null) {
      lines.append('"').append(key).append("\": ");
      compact.append('"').append(key).append("\":");
    }
  }

  private void text(@Nullable String value) {
    if (value == null) {
      both("null");
      return;
    }
    int begin = lines.append('"').length();
    ENCODER.quoteAsString(value, lines);
    compact.append('"').append(lines, begin, lines.length()).append('"');
    lines.append('"');
  }

  private void newLine() {
    lines.append('\n').append("  ".repeat(open.length()));
  }

  private void both(String json) {
    lines.append(json);
    compact.append(json);
  }
}
