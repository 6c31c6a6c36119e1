package dev.wipeit.certificate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
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

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;
  private final String source;

  private JsonReader(JsonParser parser, String source) {
    this.parser = parser;
    this.source = source;
  }

  /**
   * The object in these bytes.
   *
   * @param source the file, for the message
   * @throws CertificateException if they are anything else
   */
  static JsonObject read(byte[] bytes, String source) throws CertificateException {
    try (JsonParser parser = FACTORY.createParser(utf8(bytes, source))) {
      return new JsonReader(parser, source).whole();
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
      throw new CertificateException(
          source + ": is not valid JSON, or has a key twice (character " + at + ")", e);
    } catch (CertificateException known) {
      throw known;
    } catch (IOException impossible) {
      throw new IllegalStateException("text in memory can be read", impossible);
    }
  }

  private static String utf8(byte[] bytes, String source) throws CertificateException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CertificateException(source + ": is not UTF-8 text", e);
    }
  }

  private JsonObject whole() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong("is not one JSON object");
    }
    JsonObject object = object();
    if (parser.nextToken() != null) {
      throw wrong("is not one JSON object");
    }
    return object;
  }

  /** What begins with the current token. */
  private @Nullable Object value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> null;
      default -> integer(parser.getText());
    };
  }

  private JsonObject object() throws IOException {
    requireShallow();
    Map<String, @Nullable Object> map = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = text(parser.currentName());
      parser.nextToken();
      map.put(key, value());
    }
    return JsonObject.copyOf(map);
  }

  private List<@Nullable Object> array() throws IOException {
    requireShallow();
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value());
    }
    return list;
  }

  private void requireShallow() throws CertificateException {
    if (parser.getParsingContext().getNestingDepth() > DEEPEST) {
      throw wrong("is nested too deeply");
    }
  }

  private Long integer(String digits) throws CertificateException {
    if (!digits.matches("0|-?[1-9][0-9]{0,15}")
        || Math.abs(Long.parseLong(digits)) > CanonicalJson.LARGEST) {
      throw wrong("holds what is no integer of at most 53 bits");
    }
    return Long.valueOf(digits);
  }

  private String text(String text) throws CertificateException {
    boolean halved = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF);
    if (halved) {
      throw wrong("holds half of a surrogate pair");
    }
    return text;
  }

  private CertificateException wrong(String what) {
    return new CertificateException(
        source + ": " + what + " (character " + parser.currentLocation().getCharOffset() + ")");
  }
}
