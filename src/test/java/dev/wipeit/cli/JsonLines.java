package dev.wipeit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The whole lines that a program has printed with {@code --json}; a last one cut off is not one.
 */
final class JsonLines {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<JsonNode> lines = new ArrayList<>();

  private JsonLines() {}

  static JsonLines of(String output) {
    JsonLines lines = new JsonLines();
    int end = output.lastIndexOf('\n') + 1;
    for (String line : output.substring(0, end).lines().toList()) {
      try {
        lines.lines.add(MAPPER.readTree(line));
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + line, e);
      }
    }
    return lines;
  }

  List<JsonNode> all() {
    return List.copyOf(lines);
  }

  /** The events of a type, in their order. */
  List<JsonNode> of(Event type) {
    return lines.stream().filter(line -> type.id().equals(line.path("type").asText())).toList();
  }

  /** The only event of a type. */
  JsonNode only(Event type) {
    List<JsonNode> found = of(type);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + type.id() + ": " + lines);
    }
    return found.get(0);
  }

  /** The types of events that tests look at. */
  enum Event {
    RUN,
    RUN_STARTED,
    RUN_RESUMED,
    PRETEST_STARTED,
    PRETEST,
    STALL,
    STALL_OVER,
    PHASE_STARTED,
    CHECKPOINT_SAVED,
    RUN_FINISHED,
    RESULT;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
