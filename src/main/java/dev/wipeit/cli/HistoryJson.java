package dev.wipeit.cli;

import dev.wipeit.history.Nested;
import dev.wipeit.history.Row;
import dev.wipeit.history.RunStory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is recorded, for scripts: times in RFC 3339, durations in seconds. */
final class HistoryJson {

  private static final Set<String> TRUTHS = Set.of("finished", "passed");
  private static final Set<String> DURATIONS = Set.of("active_ms", "work_ms");
  private static final Set<String> OBJECTS = Set.of("header", "ending", "facts", "fields");

  private HistoryJson() {}

  /** A run as it is listed. */
  static Map<String, @Nullable Object> run(Row run) {
    Map<String, @Nullable Object> line = Json.object("type", "run");
    line.putAll(row(run));
    return line;
  }

  /** A run with all that is known of it. */
  static Map<String, @Nullable Object> story(RunStory story, boolean withEvents) {
    Map<String, @Nullable Object> line = run(story.run());
    line.put("processes", rows(story.processes()));
    line.put("pass_times", rows(story.passes()));
    line.put("sectors", rows(story.sectors()));
    line.put("verifications", rows(story.verifications()));
    line.put("health", rows(story.health()));
    if (withEvents) {
      line.put("notable_events", rows(story.events()));
      line.put("speeds", rows(story.speeds()));
      line.put("speed_parts", RunStory.PARTS);
    }
    return line;
  }

  private static List<Map<String, @Nullable Object>> rows(List<Row> rows) {
    return rows.stream().map(HistoryJson::row).toList();
  }

  /** A row by the names that scripts see. */
  static Map<String, @Nullable Object> row(Row row) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    row.fields()
        .forEach(
            (name, value) -> {
              if (OBJECTS.contains(name)) {
                line.put(name, value instanceof String json ? Nested.of(json) : null);
              } else if (DURATIONS.contains(name)) {
                line.put(name.replace("_ms", "_seconds"), seconds(value));
              } else if (name.endsWith("_ms")) {
                line.put(name.substring(0, name.length() - 3), time(value));
              } else {
                line.put(name, TRUTHS.contains(name) ? Long.valueOf(1).equals(value) : value);
              }
            });
    return line;
  }

  private static @Nullable Object seconds(@Nullable Object millis) {
    return millis instanceof Long number ? Double.valueOf(number / 1000.0) : null;
  }

  private static @Nullable Object time(@Nullable Object millis) {
    return millis instanceof Long number ? Instant.ofEpochMilli(number).toString() : null;
  }
}
