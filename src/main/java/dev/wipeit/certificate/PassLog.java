package dev.wipeit.certificate;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.VerifyMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When each pass began and ended, over all processes of a run. Times of work come from the run's
 * own clock, which stands still while no process works on it. For one thread at a time.
 */
final class PassLog {

  private final TreeMap<Long, JsonObject> passes = new TreeMap<>();

  static PassLog of(List<JsonObject> entries) throws CertificateException {
    PassLog log = new PassLog();
    for (JsonObject entry : entries) {
      log.passes.put(entry.integer("number"), entry);
    }
    return log;
  }

  List<JsonObject> entries() {
    return new ArrayList<>(passes.values());
  }

  /**
   * A phase begins or goes on, and what was before it is over.
   *
   * @param active the work of the run until now
   */
  void begun(long number, Phase phase, Instant now, Duration active) throws CertificateException {
    ended(number, phase, now, active);
    JsonObject entry = passes.getOrDefault(number, JsonObject.of("number", number));
    String prefix = prefix(phase);
    if (!entry.has(prefix + "begun")) {
      passes.put(
          number,
          entry.with(prefix + "begun", Times.text(now)).with(prefix + "active", active.toMillis()));
    }
  }

  /** All phases are over. */
  void ended(Instant now, Duration active) throws CertificateException {
    ended(Long.MAX_VALUE, Phase.WRITE, now, active);
  }

  private void ended(long number, Phase next, Instant now, Duration active)
      throws CertificateException {
    for (Map.Entry<Long, JsonObject> entry : passes.entrySet()) {
      for (Phase phase : Phase.values()) {
        boolean isBefore =
            entry.getKey() < number || (entry.getKey() == number && phase.compareTo(next) < 0);
        if (isBefore) {
          entry.setValue(ended(entry.getValue(), prefix(phase), now, active));
        }
      }
    }
  }

  private static JsonObject ended(JsonObject entry, String prefix, Instant now, Duration active)
      throws CertificateException {
    if (!entry.has(prefix + "begun") || entry.has(prefix + "ended")) {
      return entry;
    }
    long spent = active.toMillis() - entry.integer(prefix + "active");
    return entry
        .with(prefix + "ended", Times.text(now))
        .with(prefix + "milliseconds", Math.max(0, spent));
  }

  private static String prefix(Phase phase) {
    return phase == Phase.WRITE ? "" : "verify_";
  }

  /** So much of a pass was written from there, in that time of work. */
  void wrote(long number, long from, long to, long millis, long total) throws CertificateException {
    JsonObject entry = passes.getOrDefault(number, JsonObject.of("number", number));
    SpeedLog speed = speed(entry);
    speed.wrote(from, to, millis, total);
    passes.put(number, entry.with("speed", speed.entries()));
  }

  private static SpeedLog speed(JsonObject entry) throws CertificateException {
    return SpeedLog.of(entry.has("speed") ? entry.objects("speed") : List.of());
  }

  /** The key of a pass, to be disclosed. */
  void key(long number, String key) {
    JsonObject entry = passes.getOrDefault(number, JsonObject.of("number", number));
    passes.put(number, entry.with("key", key));
  }

  /** The list {@code passes} of a certificate: all that the run has begun, in order. */
  List<JsonObject> section(Checkpoint state) throws CertificateException {
    List<JsonObject> section = new ArrayList<>();
    for (int number = 1; number <= state.pass(); number++) {
      boolean isLast = number == state.pass();
      long bytes = isLast ? state.written() : state.totalSize();
      boolean complete =
          bytes == state.totalSize() && (!isLast || state.deferredRanges().isEmpty());
      JsonObject known = passes.getOrDefault((long) number, JsonObject.empty());
      section.add(
          JsonObject.of(
              "number", number,
              "pattern", state.passAt(number).id(),
              "bytes", bytes,
              "complete", complete,
              "begun", known.textOrNull("begun"),
              "ended", known.textOrNull("ended"),
              "milliseconds", known.integerOrNull("milliseconds"),
              "bytes_per_second", rate(bytes, known.integerOrNull("milliseconds")),
              "read_back", readBack(state, isLast),
              "read_back_milliseconds", known.integerOrNull("verify_milliseconds"),
              "speed", isLong(known) ? speed(known).rates() : List.of(),
              "key", known.textOrNull("key")));
    }
    return section;
  }

  private static String readBack(Checkpoint state, boolean isLast) {
    return isLast || state.verify() == VerifyMode.ALL ? state.verify().id() : "none";
  }

  /** Of less than so much time, a chart says more of the clock than of the drive. */
  private static boolean isLong(JsonObject known) throws CertificateException {
    @Nullable Long millis = known.integerOrNull("milliseconds");
    return millis != null && millis >= 20_000;
  }

  private static @Nullable Long rate(long bytes, @Nullable Long milliseconds) {
    // Below a second it says more of the clock than of the drive.
    return milliseconds == null || milliseconds < 1000 ? null : bytes / milliseconds * 1000;
  }
}
