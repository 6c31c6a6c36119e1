package dev.wipeit.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.units.ByteRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a journal line, or of an object in one. What is missing or of another type is not
 * known; nothing is made up in its place.
 *
 * @param object the fields
 */
record Facts(ObjectNode object) {

  @Nullable String text(String name) {
    JsonNode value = object.get(name);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  @Nullable Long number(String name) {
    JsonNode value = object.get(name);
    return value != null && value.isIntegralNumber() && value.canConvertToLong()
        ? Long.valueOf(value.longValue())
        : null;
  }

  long number(String name, long unknown) {
    Long value = number(name);
    return value == null ? unknown : value;
  }

  boolean isTrue(String name) {
    JsonNode value = object.get(name);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  @Nullable Facts object(String name) {
    return object.get(name) instanceof ObjectNode inner ? new Facts(inner) : null;
  }

  /** Ranges of bytes; elements that are none are left out. */
  List<ByteRange> ranges(String name) {
    List<ByteRange> ranges = new ArrayList<>();
    JsonNode array = object.get(name);
    if (array != null && array.isArray()) {
      for (JsonNode element : array) {
        if (element instanceof ObjectNode inner) {
          Facts range = new Facts(inner);
          long offset = range.number("offset", -1);
          long length = range.number("length", 0);
          if (offset >= 0 && length > 0 && offset <= Long.MAX_VALUE - length) {
            ranges.add(new ByteRange(offset, length));
          }
        }
      }
    }
    return ranges;
  }

  /** The object as JSON on one line. */
  String json() {
    return object.toString();
  }
}
