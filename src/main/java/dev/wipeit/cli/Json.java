package dev.wipeit.cli;

import dev.wipeit.journal.JsonLine;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Lines as {@link JsonLine} has them, by the short name that every command uses. */
final class Json {

  private Json() {}

  /** One object on one line, its keys in the order of the map. */
  static String line(Map<?, ? extends @Nullable Object> object) {
    return JsonLine.of(object);
  }

  /** A map in the order in which the pairs are given: key, value, key, value. */
  static Map<String, @Nullable Object> object(@Nullable Object... pairs) {
    return JsonLine.object(pairs);
  }
}
