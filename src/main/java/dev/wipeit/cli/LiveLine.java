package dev.wipeit.cli;

import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import java.io.PrintStream;
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
    } else if (!(event instanceof CheckpointSaved)) {
      leave();
    }
  }

  private void progress(Progress progress) {
    if (milestones != null && milestones.isCrossed(progress.state())) {
      @Nullable String finish = ProgressText.finish(progress, machine.clock());
      if (finish != null) {
        above(ProgressText.milestone(progress, finish));
      }
    }
    err.print(REDRAW + ProgressLine.of(progress, machine.columns(), machine.streams().isUnicode()));
    err.flush();
    drawn = true;
  }

  private void above(String line) {
    err.print((drawn ? REDRAW : "") + LineStream.shown(line) + System.lineSeparator());
    drawn = false;
  }

  private void leave() {
    if (drawn) {
      err.println();
      drawn = false;
    }
  }
}
