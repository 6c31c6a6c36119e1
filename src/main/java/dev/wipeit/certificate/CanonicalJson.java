package dev.wipeit.certificate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a JSON value that RFC 8785 allows: no white space, keys in the order of their
 * UTF-16 code units, the shortest escapes, UTF-8. Of its numbers only integers are written, which
 * need no rule.
 */
final class CanonicalJson {

  /** What a double of IEEE 754 holds exactly; beyond it readers differ (RFC 8259 section 6). */
  static final long LARGEST = (1L << 53) - 1;

  private CanonicalJson() {}

  static byte[] bytes(@Nullable Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  static String text(@Nullable Object value) {
    StringBuilder out = new StringBuilder(4096);
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    if (value instanceof JsonObject object) {
      write(out, object.map());
    } else if (value instanceof Map<?, ?> map) {
      object(out, map);
    } else if (value instanceof List<?> list) {
      array(out, list);
    } else if (value instanceof String text) {
      string(out, text);
    } else if (value instanceof Long || value instanceof Integer) {
      integer(out, ((Number) value).longValue());
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no value of a certificate: " + value.getClass());
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map) {
    // String.compareTo compares UTF-16 code units, as RFC 8785 section 3.2.3 asks.
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    char before = '{';
    for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
      out.append(before);
      string(out, entry.getKey());
      out.append(':');
      write(out, entry.getValue());
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private static void array(StringBuilder out, List<?> list) {
    char before = '[';
    for (Object element : list) {
      out.append(before);
      write(out, element);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private static void integer(StringBuilder out, long value) {
    if (value > LARGEST || value < -LARGEST) {
      throw new IllegalArgumentException("beyond what every reader of JSON keeps: " + value);
    }
    out.append(value);
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(out, text.charAt(i));
    }
    out.append('"');
  }

  private static void character(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < ' ') {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
