package dev.wipeit.cli;

import dev.wipeit.wipe.Delays;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.Paused;
import dev.wipeit.wipe.WipeEvent.Resumed;
import dev.wipeit.wipe.WipeEvent.StallOver;
import dev.wipeit.wipe.WipeEvent.Stalled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stalls and pauses, for a person and for a script. */
final class CareText {

  private CareText() {}

  /** One line, or null where the event is about something else. */
  static @Nullable String of(WipeEvent event) {
    if (event instanceof Stalled stalled) {
      return stalled.silent()
          ? "the device has not answered for " + seconds(stalled.lasting()) + " s; still waiting"
          : "the device has been slower than a hundredth of its earlier rate for "
              + seconds(stalled.lasting())
              + " s";
    }
    if (event instanceof StallOver over) {
      return "the device works again, after " + seconds(over.lasted()) + " s";
    }
    if (event instanceof Paused paused) {
      return "paused, since the drive has "
          + paused.celsius()
          + " C (limit "
          + paused.limit()
          + "); goes on by itself at "
          + paused.goesOnAt()
          + " C";
    }
    if (event instanceof Resumed resumed) {
      return resumed.celsius() == null
          ? "goes on: the drive does not tell its temperature any more"
          : "goes on at " + resumed.celsius() + " C";
    }
    return null;
  }

  /** The type of such an event in JSON. */
  static String type(WipeEvent event) {
    if (event instanceof Stalled) {
      return "stall";
    }
    if (event instanceof StallOver) {
      return "stall_over";
    }
    return event instanceof Paused ? "paused" : "resumed";
  }

  /** Its fields. */
  static Map<String, @Nullable Object> json(WipeEvent event) {
    if (event instanceof Stalled stalled) {
      return Json.object(
          "kind",
          stalled.silent() ? "no-answer" : "slow",
          "seconds",
          stalled.lasting().toMillis() / 1000.0);
    }
    if (event instanceof StallOver over) {
      return Json.object("seconds", over.lasted().toMillis() / 1000.0);
    }
    if (event instanceof Paused paused) {
      return Json.object(
          "celsius", paused.celsius(), "limit", paused.limit(), "goes_on_at", paused.goesOnAt());
    }
    return Json.object("celsius", event instanceof Resumed resumed ? resumed.celsius() : null);
  }

  /** What held a run up, as lines of its result; none where nothing did. */
  static List<String> lines(Delays delays) {
    List<String> lines = new ArrayList<>();
    if (delays.stalls() > 0) {
      lines.add(
          DeviceSheet.row(
              "stalls",
              delays.stalls() + ", the longest of " + seconds(delays.longestStall()) + " s"));
    }
    if (!delays.paused().isZero()) {
      lines.add(
          DeviceSheet.row(
              "paused", ProgressText.clockTime(delays.paused()) + " for the drive to cool"));
    }
    return lines;
  }

  /** The same for a script, always. */
  static Map<String, @Nullable Object> json(Delays delays) {
    return Json.object(
        "stalls", delays.stalls(),
        "longest_stall_seconds", delays.longestStall().toMillis() / 1000.0,
        "paused_seconds", delays.paused().toMillis() / 1000.0);
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }
}
