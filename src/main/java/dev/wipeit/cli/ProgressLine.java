package dev.wipeit.cli;

import dev.wipeit.wipe.WipeEvent.Progress;
import java.util.ArrayList;
import java.util.List;

/** The line with the bar, which fits its width. */
final class ProgressLine {

  private static final int LONGEST_BAR = 50;
  private static final int SHORTEST_BAR = 8;

  private ProgressLine() {}

  /** The line, in fewer columns than given: the last parts are left out first. */
  static String of(Progress progress, int columns, boolean unicode) {
    List<String> parts = new ArrayList<>();
    parts.add(ProgressText.amount(progress.state()));
    parts.add("ETA " + ProgressText.clockTime(progress.remaining()));
    parts.add(ProgressText.rate(progress.bytesPerSecond()));
    String phase = ProgressText.phase(progress.state());
    if (!phase.isEmpty()) {
      parts.add(phase);
    }
    parts.add(ProgressText.buffer(progress));
    String percent = ProgressText.percent(progress.state());
    // Percent, a blank, two bars of the bar, a blank, and the last column stays free.
    int fixed = percent.length() + 5;
    while (parts.size() > 1 && fixed + SHORTEST_BAR + length(parts) > columns) {
      parts.remove(parts.size() - 1);
    }
    int room = columns - fixed - length(parts);
    String bar =
        room < SHORTEST_BAR ? "" : "|" + bar(progress, Math.min(room, LONGEST_BAR), unicode) + "| ";
    String line = percent + " " + bar + String.join(" ", parts);
    return line.substring(0, Math.min(line.length(), Math.max(1, columns - 1)));
  }

  private static int length(List<String> parts) {
    return parts.stream().mapToInt(part -> part.length() + 1).sum() - 1;
  }

  private static String bar(Progress progress, int cells, boolean unicode) {
    int full = (int) (cells * progress.state().percent() / 100);
    return (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(cells - full);
  }
}
