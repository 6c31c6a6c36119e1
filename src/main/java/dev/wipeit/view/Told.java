package dev.wipeit.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a journal, as far as a view needs it.
 *
 * @param type what happened
 * @param time when, by the clock of the machine
 * @param values its keys with text, numbers (long or double), truth values and null; lists and
 *     objects are left out
 */
record Told(String type, Instant time, Map<String, @Nullable Object> values) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** The line, or null where it is no JSON object with a type and a time. */
  static @Nullable Told parse(byte[] line, int from, int length) {
    Map<String, @Nullable Object> values = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(line, from, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token.isStructStart()) {
          parser.skipChildren();
        } else {
          values.put(key, value(parser, token));
        }
      }
      return values.get("type") instanceof String type && values.get("time") instanceof String time
          ? new Told(type, Instant.parse(time), values)
          : null;
    } catch (IOException | DateTimeException notALine) {
      return null;
    }
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      default -> null;
    };
  }

  @Nullable String text(String key) {
    return values.get(key) instanceof String text ? text : null;
  }

  /** A number, or null where there is none. */
  @Nullable Long number(String key) {
    return values.get(key) instanceof Number number ? number.longValue() : null;
  }
}
