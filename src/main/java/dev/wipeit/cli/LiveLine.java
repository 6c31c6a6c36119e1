package dev.wipeit.cli;

import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.CheckpointFailed;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Progress on a terminal: one line that is drawn again and again and never wider than the screen.
 *
 * <pre>
 *  47.3% |███████████░░░░░░░░░░░░| 140.9/298.1 GiB ETA 00:21:40 123.4 MiB/s buffer 100 MiB
 * </pre>
 */
final class LiveLine implements Consumer<WipeEvent> {

  /** Back to the first column, and erase to the end of the line: console_codes(4). */
  private static final String REDRAW = "\r\u001b[K";

  private static final int LONGEST_BAR = 50;
  private static final int SHORTEST_BAR = 8;

  private final Machine machine;
  private final PrintStream err;
  private @Nullable Milestones milestones;
  private boolean drawn;

  LiveLine(Machine machine) {
    this.machine = machine;
    this.err = machine.streams().err();
  }

  @Override
  public void accept(WipeEvent event) {
    if (event instanceof Started started) {
      milestones = new Milestones(started.state());
    } else if (event instanceof PhaseStarted phase) {
      above(PhaseText.of(phase));
    } else if (event instanceof Progress progress) {
      progress(progress);
    } else if (event instanceof CheckpointFailed || event instanceof Finished) {
      leave();
    }
  }

  private void progress(Progress progress) {
    if (milestones != null && milestones.isCrossed(progress.state())) {
      @Nullable String finish = ProgressText.finish(progress, machine.clock());
      if (finish != null) {
        above(ProgressText.percent(progress.state()).strip() + " done, estimated finish " + finish);
      }
    }
    err.print(REDRAW + line(progress, machine.columns()));
    err.flush();
    drawn = true;
  }

  private void above(String line) {
    err.println((drawn ? REDRAW : "") + line);
    drawn = false;
  }

  private void leave() {
    if (drawn) {
      err.println();
      drawn = false;
    }
  }

  /** The line, in fewer columns than the screen has: the last parts are left out first. */
  private String line(Progress progress, int columns) {
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
    String bar = room < SHORTEST_BAR ? "" : "|" + bar(progress, Math.min(room, LONGEST_BAR)) + "| ";
    String line = percent + " " + bar + String.join(" ", parts);
    return line.substring(0, Math.min(line.length(), Math.max(1, columns - 1)));
  }

  private static int length(List<String> parts) {
    return parts.stream().mapToInt(part -> part.length() + 1).sum() - 1;
  }

  private String bar(Progress progress, int cells) {
    int full = (int) (cells * progress.state().percent() / 100);
    boolean unicode = machine.streams().isUnicode();
    return (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(cells - full);
  }
}
