package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run before its first event. What must be looked up is, by who writes.
 *
 * @param key under which the device's checkpoint and lock are kept
 * @param device what is known of the device, as JSON
 * @param opening events that come before all others, such as a reading of its health
 */
public record RunFacts(
    String key, Supplier<Map<String, @Nullable Object>> device, List<EventJson> opening) {

  public RunFacts {
    opening = List.copyOf(opening);
  }

  /** The first line of a journal. */
  EventJson begun(Checkpoint state, HostFacts host) {
    Map<String, @Nullable Object> fields = JsonLine.object("run", state.run());
    fields.putAll(host.ofHost());
    fields.put("key", key);
    fields.put("device", device.get());
    fields.put("plan", plan(state));
    return new EventJson(JournalHeader.TYPE, fields);
  }

  private static Map<String, @Nullable Object> plan(Checkpoint state) {
    boolean samples = state.verify() == VerifyMode.SAMPLE;
    return JsonLine.object(
        "method", state.method(),
        "rounds", state.rounds(),
        "passes", state.passes(),
        "patterns", state.plan().stream().map(Pass::toString).toList(),
        "verify", state.verify().id(),
        "sample_percent", samples ? state.samplePermille() / 10.0 : null,
        "chunk_size", state.chunkSize(),
        "algorithm", state.strategy().id());
  }
}
