package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.wipe.Delays;
import dev.wipeit.wipe.Demand;
import dev.wipeit.wipe.WipeOutcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run ended, for a script. */
public final class OutcomeJson {

  private OutcomeJson() {}

  /** What the result of a device tells of its run. */
  public static Map<String, @Nullable Object> of(WipeOutcome outcome) {
    Checkpoint state = outcome.state();
    Map<String, @Nullable Object> entry =
        JsonLine.object(
            "run", state.run(),
            "method", state.method(),
            "pass", state.pass(),
            "passes", state.passes(),
            "written", state.written(),
            "unproven", state.unproven(),
            // What cannot be read back is never done; the run is over all the same.
            "progress_percent",
                outcome.result() == WipeOutcome.Result.WIPED
                    ? 100.0
                    : Math.floor(state.percent() * 100) / 100,
            "progress_saved", outcome.saved(),
            "interruptions", state.interruptions(),
            "active_seconds", state.active().toMillis() / 1000.0,
            "demands_verify", Demand.of(state).id());
    entry.putAll(delays(outcome.delays()));
    entry.putAll(ReadBackJson.of(outcome.verification(), state.verify(), state.samplePermille()));
    return entry;
  }

  /** What held a run up. */
  public static Map<String, @Nullable Object> delays(Delays delays) {
    return JsonLine.object(
        "stalls", delays.stalls(),
        "longest_stall_seconds", delays.longestStall().toMillis() / 1000.0,
        "paused_seconds", delays.paused().toMillis() / 1000.0);
  }

  /** The same, where it stopped, why, and every range that is not as it should be. */
  static Map<String, @Nullable Object> forRecord(WipeOutcome outcome) {
    Map<String, @Nullable Object> entry = of(outcome);
    // The file is that of the run, and "saved" is there already.
    entry.remove("run");
    entry.remove("progress_saved");
    entry.putAll(EventJson.position(outcome.state()));
    entry.put("failure", outcome.failure());
    entry.put("elapsed_seconds", outcome.elapsed().toMillis() / 1000.0);
    entry.put("session_bytes", outcome.sessionBytes());
    entry.putAll(ranges(outcome.state()));
    // What the last reading names is under "unreadable".
    entry.put("unread_ranges", ReadBackJson.ranges(outcome.unreadBefore()));
    return entry;
  }

  /** The ranges of a state that a drive did not take or give back. */
  static Map<String, @Nullable Object> ranges(Checkpoint state) {
    return JsonLine.object(
        "bad_ranges", ReadBackJson.ranges(state.badRanges()),
        "deferred_ranges", ReadBackJson.ranges(state.deferredRanges()),
        "unread_ranges", ReadBackJson.ranges(state.unreadRanges()));
  }
}
