package dev.wipeit.certificate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) whose only numbers are integers, with no key twice and nothing behind it.
 * What comes from a stranger is bounded in depth; its size is the caller's to bound.
 */
final class JsonReader {

  private static final int DEEPEST = 32;

  private final String text;
  private final String source;
  private int at;
  private int depth;

  private JsonReader(String text, String source) {
    this.text = text;
    this.source = source;
  }

  /**
   * The object in these bytes.
   *
   * @param source the file, for the message
   * @throws CertificateException if they are anything else
   */
  static JsonObject read(byte[] bytes, String source) throws CertificateException {
    JsonReader reader = new JsonReader(utf8(bytes, source), source);
    reader.blank();
    Object value = reader.value();
    reader.blank();
    if (reader.at < reader.text.length() || !(value instanceof JsonObject object)) {
      throw reader.wrong("is not one JSON object");
    }
    return object;
  }

  private static String utf8(byte[] bytes, String source) throws CertificateException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CertificateException(source + ": is not UTF-8 text", e);
    }
  }

  private @Nullable Object value() throws CertificateException {
    if (++depth > DEEPEST) {
      throw wrong("is nested too deeply");
    }
    try {
      return switch (peek()) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        case 'n' -> word("null", null);
        default -> integer();
      };
    } finally {
      depth--;
    }
  }

  private JsonObject object() throws CertificateException {
    Map<String, @Nullable Object> map = new TreeMap<>();
    at++;
    blank();
    while (peek() != '}') {
      if (!map.isEmpty()) {
        expect(',');
        blank();
      }
      String key = string();
      blank();
      expect(':');
      blank();
      if (map.containsKey(key)) {
        throw wrong("has a key twice");
      }
      map.put(key, value());
      blank();
    }
    at++;
    return JsonObject.copyOf(map);
  }

  private List<@Nullable Object> array() throws CertificateException {
    List<@Nullable Object> list = new ArrayList<>();
    at++;
    blank();
    while (peek() != ']') {
      if (!list.isEmpty()) {
        expect(',');
        blank();
      }
      list.add(value());
      blank();
    }
    at++;
    return list;
  }

  private @Nullable Object word(String word, @Nullable Object value) throws CertificateException {
    if (!text.startsWith(word, at)) {
      throw wrong("is not valid JSON");
    }
    at += word.length();
    return value;
  }

  private Long integer() throws CertificateException {
    int begin = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(begin, at);
    if (!digits.matches("0|-?[1-9][0-9]{0,15}")
        || Math.abs(Long.parseLong(digits)) > CanonicalJson.LARGEST) {
      throw wrong("holds what is no integer of at most 53 bits");
    }
    return Long.valueOf(digits);
  }

  private String string() throws CertificateException {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw wrong("holds a control character");
      }
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    requireWellFormed(out);
    return out.toString();
  }

  private char escaped() throws CertificateException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw wrong("is not valid JSON");
    };
  }

  private char unit() throws CertificateException {
    String digits = text.substring(at, Math.min(text.length(), at + 4));
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw wrong("is not valid JSON");
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  private void requireWellFormed(CharSequence string) throws CertificateException {
    boolean halved = string.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF);
    if (halved) {
      throw wrong("holds half of a surrogate pair");
    }
  }

  private char peek() throws CertificateException {
    if (at >= text.length()) {
      throw wrong("is cut off");
    }
    return text.charAt(at);
  }

  private void expect(char c) throws CertificateException {
    if (peek() != c) {
      throw wrong("is not valid JSON");
    }
    at++;
  }

  private void blank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private CertificateException wrong(String what) {
    return new CertificateException(source + ": " + what + " (character " + at + ")");
  }
}
