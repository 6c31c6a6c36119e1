package dev.wipeit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, each asked for with the type and range that it must have. Every
 * method throws {@link CheckpointException} (damaged) with the file, the key, what was expected and
 * what was found.
 */
final class Fields {

  private static final int LONGEST_TEXT = 4096;

  private final ObjectNode node;
  private final String source;
  private final String prefix;

  Fields(ObjectNode node, String source) {
    this(node, source, "");
  }

  private Fields(ObjectNode node, String source, String prefix) {
    this.node = node;
    this.source = source;
    this.prefix = prefix;
  }

  /** Refuses any key that is not one of these. */
  void only(Set<String> keys) throws CheckpointException {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!keys.contains(name)) {
        throw wrong("unknown key '" + prefix + Printable.shortened(name) + "'");
      }
    }
  }

  /** An integral number from {@code min} to {@code max}. */
  long integer(String key, long min, long max) throws CheckpointException {
    JsonNode value = value(key);
    boolean integral = value.isIntegralNumber() && value.canConvertToLong();
    if (!integral || value.longValue() < min || value.longValue() > max) {
      throw expected(key, "an integer from " + min + " to " + max, value);
    }
    return value.longValue();
  }

  @Nullable Long integerOrNull(String key, long min, long max) throws CheckpointException {
    return value(key).isNull() ? null : Long.valueOf(integer(key, min, max));
  }

  int integer(String key, int min, int max) throws CheckpointException {
    return Math.toIntExact(integer(key, (long) min, (long) max));
  }

  /** A number from 0 to {@code max}, with or without a fraction. */
  BigDecimal number(String key, long max) throws CheckpointException {
    JsonNode value = value(key);
    if (!value.isNumber()
        || value.decimalValue().signum() < 0
        || value.decimalValue().compareTo(BigDecimal.valueOf(max)) > 0) {
      throw expected(key, "a number from 0 to " + max, value);
    }
    return value.decimalValue();
  }

  /** The numbers of an array, in order, each from 0 to {@code max}. */
  List<BigDecimal> numbers(String key, long max) throws CheckpointException {
    if (!(value(key) instanceof ArrayNode array)) {
      throw expected(key, "an array");
    }
    List<BigDecimal> numbers = new ArrayList<>();
    for (JsonNode element : array) {
      boolean isNumber = element.isNumber() && element.decimalValue().signum() >= 0;
      if (!isNumber || element.decimalValue().compareTo(BigDecimal.valueOf(max)) > 0) {
        throw expected(key + "[" + numbers.size() + "]", "a number from 0 to " + max, element);
      }
      numbers.add(element.decimalValue());
    }
    return numbers;
  }

  /** A number of seconds in whole milliseconds, as milliseconds. */
  long milliseconds(String key, long maxSeconds) throws CheckpointException {
    BigDecimal seconds = number(key, maxSeconds);
    try {
      return seconds.movePointRight(3).longValueExact();
    } catch (ArithmeticException finer) {
      throw expected(key, "whole milliseconds");
    }
  }

  /** Text of 1 to 4096 characters. */
  String text(String key) throws CheckpointException {
    JsonNode value = value(key);
    if (!value.isTextual() || !isText(value.textValue())) {
      throw expected(key, "text of 1 to " + LONGEST_TEXT + " characters", value);
    }
    return value.textValue();
  }

  /** Text that matches all of the pattern. */
  String text(String key, Pattern pattern) throws CheckpointException {
    JsonNode value = value(key);
    if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
      throw expected(key, "text like " + pattern, value);
    }
    return value.textValue();
  }

  @Nullable String textOrNull(String key) throws CheckpointException {
    return value(key).isNull() ? null : text(key);
  }

  /** Like {@link #text(String, Pattern)}, but what was found is never shown. */
  String secret(String key, Pattern pattern) throws CheckpointException {
    JsonNode value = value(key);
    if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
      throw wrong(prefix + key + " must be null or text like " + pattern + ", but is not");
    }
    return value.textValue();
  }

  /** One of the values by its name in the file. */
  <T> T oneOf(String key, T[] values, Function<T, String> id) throws CheckpointException {
    JsonNode value = value(key);
    for (T candidate : values) {
      if (value.isTextual() && id.apply(candidate).equals(value.textValue())) {
        return candidate;
      }
    }
    String ids = Arrays.stream(values).map(id).collect(Collectors.joining(", "));
    throw expected(key, "one of " + ids, value);
  }

  Fields object(String key) throws CheckpointException {
    if (value(key) instanceof ObjectNode object) {
      return new Fields(object, source, prefix + key + ".");
    }
    throw expected(key, "an object");
  }

  @Nullable Fields objectOrNull(String key) throws CheckpointException {
    return value(key).isNull() ? null : object(key);
  }

  /** The objects of an array, in order. */
  List<Fields> objects(String key) throws CheckpointException {
    if (!(value(key) instanceof ArrayNode array)) {
      throw expected(key, "an array");
    }
    List<Fields> objects = new ArrayList<>();
    for (JsonNode element : array) {
      String name = key + "[" + objects.size() + "]";
      if (!(element instanceof ObjectNode object)) {
        throw expected(name, "an object", element);
      }
      objects.add(new Fields(object, source, prefix + name + "."));
    }
    return objects;
  }

  /** The texts of an array, in order, whatever they say. */
  List<String> texts(String key) throws CheckpointException {
    if (!(value(key) instanceof ArrayNode array)) {
      throw expected(key, "an array");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        throw expected(key + "[" + texts.size() + "]", "text", element);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The value, or a complaint that there is none. */
  JsonNode value(String key) throws CheckpointException {
    JsonNode value = node.get(key);
    if (value == null) {
      throw wrong("has no '" + prefix + key + "'");
    }
    return value;
  }

  /** A complaint about a value that is there, but not what it must be. */
  CheckpointException expected(String key, String expected) throws CheckpointException {
    return expected(key, expected, value(key));
  }

  private CheckpointException expected(String key, String expected, JsonNode found) {
    return wrong(
        prefix
            + key
            + " must be "
            + expected
            + ", but is "
            + Printable.shortened(found.toString()));
  }

  CheckpointException wrong(String what) {
    return StrictJson.damaged(source, what);
  }

  private static boolean isText(String text) {
    return !text.isBlank() && text.length() <= LONGEST_TEXT && isWellFormed(text);
  }

  private static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF);
  }
}
