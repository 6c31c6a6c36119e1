package dev.wipeit.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the history: values by the names that scripts see them under, in a fixed order.
 * Texts come as they were recorded; who shows them makes them fit for a terminal.
 *
 * @param fields name to a String, Long, Boolean, List or Map, or null where it is not known
 */
public record Row(Map<String, @Nullable Object> fields) {

  public Row {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The text under a name, or null where it is not known. */
  public @Nullable String text(String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  /** The number under a name, or null where it is not known. */
  public @Nullable Long number(String name) {
    return fields.get(name) instanceof Long number ? number : null;
  }

  /** The number under a name, 0 where it is not known. */
  public long count(String name) {
    Long number = number(name);
    return number == null ? 0 : number;
  }
}
