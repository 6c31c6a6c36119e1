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
import org.jspecify.annotations.Nullable;

/** Stalls and pauses, for a person. */
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

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }
}
