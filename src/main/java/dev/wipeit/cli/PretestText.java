package dev.wipeit.cli;

import dev.wipeit.checkpoint.PretestResults;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.WipeEvent.PretestStarted;
import dev.wipeit.wipe.WipeEvent.Pretested;
import java.util.ArrayList;
import java.util.List;

/** What a pretest does and shows, for a person. */
final class PretestText {

  private static final List<String> PLACES = List.of("beginning", "middle", "end");

  private PretestText() {}

  static String of(PretestStarted event) {
    return "pretest: writing "
        + new ByteSize(event.places().get(0).length())
        + " at the beginning, in the middle and at the end";
  }

  /** One line without results, a block with them. */
  static String of(Pretested event) {
    PretestResults results = event.results();
    if (results == null) {
      return "pretest " + event.reason() + "; chunks " + event.strategy().id();
    }
    List<String> lines = new ArrayList<>(List.of("pretest"));
    for (int i = 0; i < PLACES.size(); i++) {
      lines.add(DeviceSheet.row(PLACES.get(i), results.speeds().get(i) + " MiB/s"));
    }
    lines.add(DeviceSheet.row("average", results.average() + " MiB/s"));
    lines.add(DeviceSheet.row("spread", results.spread() + " MiB/s"));
    lines.add(DeviceSheet.row("chunks", event.strategy().id() + ": " + event.reason()));
    return String.join(System.lineSeparator(), lines);
  }
}
