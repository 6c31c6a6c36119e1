package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.PretestResults;
import dev.wipeit.method.Pass;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Demand;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.CheckpointFailed;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.Paused;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.PretestStarted;
import dev.wipeit.wipe.WipeEvent.Pretested;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Resumed;
import dev.wipeit.wipe.WipeEvent.StallOver;
import dev.wipeit.wipe.WipeEvent.Stalled;
import dev.wipeit.wipe.WipeEvent.Started;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event is in JSON: the one place that says so, for {@code --json} and for the journal.
 *
 * @param type what happened, in {@code snake_case}
 * @param fields what is known of it, in order
 */
public record EventJson(String type, Map<String, @Nullable Object> fields) {

  /** An event as {@code --json} tells it. Never holds a key. */
  public static EventJson of(WipeEvent event) {
    if (event instanceof Started started) {
      return started(started);
    } else if (event instanceof PhaseStarted phase) {
      return phase(phase);
    } else if (event instanceof Progress progress) {
      return progress(progress);
    } else if (event instanceof CheckpointSaved saved) {
      return new EventJson("checkpoint_saved", position(saved.state()));
    } else if (event instanceof CheckpointFailed failed) {
      return event("checkpoint_failed", "reason", failed.reason());
    } else if (event instanceof Finished finished) {
      return finished(finished);
    }
    return event instanceof PretestStarted || event instanceof Pretested
        ? pretest(event)
        : care(event);
  }

  /** The same, and with the end all that is known of it then: {@link OutcomeJson}. */
  static EventJson forRecord(WipeEvent event) {
    EventJson told = of(event);
    if (event instanceof Finished finished) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>(told.fields);
      all.putAll(OutcomeJson.forRecord(finished.outcome()));
      return new EventJson(told.type, all);
    }
    return told;
  }

  /** So many events were left out here. */
  static EventJson lost(long count) {
    return event("events_lost", "count", count);
  }

  private static EventJson event(String type, @Nullable Object... pairs) {
    return new EventJson(type, JsonLine.object(pairs));
  }

  private static EventJson started(Started started) {
    Checkpoint state = started.state();
    return event(
        started.resumed() ? "run_resumed" : "run_started",
        "method",
        state.method(),
        "passes",
        state.passes(),
        "plan",
        state.plan().stream().map(Pass::toString).toList(),
        "verify",
        state.verify().id(),
        "demands_verify",
        Demand.of(state).id(),
        "from",
        started.from(),
        "chunk_size",
        state.chunkSize(),
        "algorithm",
        state.strategy().id(),
        "total_size",
        state.totalSize());
  }

  private static EventJson phase(PhaseStarted phase) {
    return event(
        "phase_started",
        "pass",
        phase.number(),
        "passes",
        phase.passes(),
        "pattern",
        phase.pass().toString(),
        "phase",
        phase.phase().id());
  }

  private static EventJson progress(Progress progress) {
    Map<String, @Nullable Object> fields = position(progress.state());
    fields.put("bytes_per_second", Math.round(progress.bytesPerSecond()));
    fields.put(
        "eta_seconds", progress.remaining() == null ? null : progress.remaining().toSeconds());
    return new EventJson("progress", fields);
  }

  /** How far a run is: pass, phase and bytes. */
  static Map<String, @Nullable Object> position(Checkpoint state) {
    return JsonLine.object(
        "pass", state.pass(),
        "phase", state.phase().id(),
        "written", state.written(),
        "verified", state.verified(),
        "bytes_done", state.bytesDone(),
        "bytes_total", state.bytesTotal(),
        "progress_percent", Math.floor(state.percent() * 100) / 100);
  }

  private static EventJson finished(Finished finished) {
    return event(
        "run_finished",
        "result",
        finished.outcome().result().name().toLowerCase(Locale.ROOT),
        "saved",
        finished.outcome().saved());
  }

  private static EventJson pretest(WipeEvent event) {
    if (event instanceof PretestStarted started) {
      return event(
          "pretest_started",
          "positions",
          started.places().stream().map(ByteRange::offset).toList(),
          "length",
          started.places().get(0).length());
    }
    Pretested pretested = (Pretested) event;
    PretestResults results = pretested.results();
    return event(
        "pretest",
        "speeds",
        results == null ? null : results.speeds(),
        "average_speed",
        results == null ? null : results.average(),
        "speed_variance",
        results == null ? null : results.spread(),
        "algorithm",
        pretested.strategy().id(),
        "reason",
        pretested.reason());
  }

  private static EventJson care(WipeEvent event) {
    if (event instanceof Stalled stalled) {
      return event(
          "stall",
          "kind",
          stalled.silent() ? "no-answer" : "slow",
          "seconds",
          stalled.lasting().toMillis() / 1000.0);
    } else if (event instanceof StallOver over) {
      return event("stall_over", "seconds", over.lasted().toMillis() / 1000.0);
    } else if (event instanceof Paused paused) {
      return event(
          "paused",
          "celsius",
          paused.celsius(),
          "limit",
          paused.limit(),
          "goes_on_at",
          paused.goesOnAt());
    } else if (event instanceof Resumed resumed) {
      return event("resumed", "celsius", resumed.celsius());
    }
    throw new IllegalArgumentException("an event without JSON: " + event.getClass());
  }
}
