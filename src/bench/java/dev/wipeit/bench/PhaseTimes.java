package dev.wipeit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from wipeit's events when a phase began and ended, of all devices of the command. */
final class PhaseTimes {

  private final String phase;
  private final Set<String> inPhase = new HashSet<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private long bytes;
  private @Nullable Instant begin;
  private @Nullable Instant end;

  PhaseTimes(String phase) {
    this.phase = phase;
  }

  /** Reads all events, one JSON object per line. */
  PhaseTimes of(String output) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line : output.lines().toList()) {
      accept(json.readTree(line));
    }
    return this;
  }

  private void accept(JsonNode event) {
    String type = event.path("type").asText();
    String device = event.path("device").asText();
    if (type.equals("run_started")) {
      sizes.put(device, event.path("total_size").asLong());
    } else if (type.equals("phase_started") || type.equals("run_finished")) {
      Instant time = Instant.parse(event.path("time").asText());
      if (inPhase.remove(device)) {
        end = time;
      }
      if (event.path("phase").asText().equals(phase)) {
        inPhase.add(device);
        bytes += sizes.getOrDefault(device, 0L);
        begin = begin == null ? time : begin;
      }
    }
  }

  /** Not a number where the phase did not begin or did not end. */
  double gigabytesPerSecond() {
    return begin == null || end == null
        ? Double.NaN
        : (double) bytes / Duration.between(begin, end).toNanos();
  }
}
