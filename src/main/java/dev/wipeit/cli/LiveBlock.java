package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Surroundings;
import dev.wipeit.view.Cells;
import dev.wipeit.view.Figures;
import dev.wipeit.view.Ink;
import dev.wipeit.view.RunView;
import dev.wipeit.view.Script;
import dev.wipeit.view.Table;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Progress of several devices on a terminal: a line for each that is worked on, at the bottom of
 * what was told, drawn again and again in its place. Where not all fit on the screen, the last line
 * sums up the others. While it is shown, everything is printed through it. For all threads.
 */
final class LiveBlock {

  /** Erase to the end of the line, and of the screen: console_codes(4). */
  private static final String ERASE_LINE = "\u001b[K";

  private static final String ERASE_BELOW = "\u001b[J";

  private static final long DRAWN_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Above the block there is always room for what is told. */
  private static final int ROWS_LEFT_FREE = 2;

  /** On a screen that has fewer for it, a drive more is worth more than the names of columns. */
  private static final int ROWS_WITH_HEADER = 5;

  private final Machine machine;
  private final LongSupplier nanoTime;
  private final PrintStream err;
  private final Script script;
  private final Ink ink;
  private final Map<BlockDevice, RunRow> rows = new LinkedHashMap<>();

  /** What stands on the screen, the cursor at the end of the last line. */
  private List<String> drawn = List.of();

  private long drawnNanos;

  LiveBlock(Machine machine, LongSupplier nanoTime, List<BlockDevice> devices) {
    this.machine = machine;
    this.nanoTime = nanoTime;
    this.err = machine.streams().err();
    this.script = Script.of(machine.streams().charset());
    this.ink = Ink.of(machine.env());
    Surroundings surroundings = new Surroundings(machine.roots());
    for (BlockDevice device : devices) {
      rows.put(device, new RunRow(device, surroundings.slot(device.node(), device.identity())));
    }
    this.drawnNanos = nanoTime.getAsLong() - DRAWN_EVERY_NANOS;
  }

  /** What is to be told of the run of a device. */
  Consumer<WipeEvent> row(BlockDevice device) {
    return new Row(device);
  }

  /** Prints lines above the block, as they are. */
  synchronized void above(PrintStream stream, String text) {
    String erased = toTop(drawn) + ERASE_BELOW;
    String line = text + System.lineSeparator();
    drawn = List.of();
    if (stream == err) {
      draw(erased + line);
    } else {
      err.print(erased);
      err.flush();
      stream.print(line);
      draw();
    }
  }

  /** Takes the block from the screen. */
  synchronized void close() {
    rows.clear();
    draw();
  }

  private synchronized void update(BlockDevice device, WipeEvent event) {
    @Nullable RunRow row = rows.get(device);
    if (row == null) {
      return;
    }
    if (row.take(event) || nanoTime.getAsLong() - drawnNanos >= DRAWN_EVERY_NANOS) {
      draw();
    }
  }

  private synchronized void remove(BlockDevice device) {
    rows.remove(device);
    draw();
  }

  private void draw() {
    draw("");
  }

  /**
   * In one piece, each line over its old self, so that nothing flickers.
   *
   * @param before printed first, in the same piece
   */
  private void draw(String before) {
    List<String> lines = lines();
    err.print(
        before
            + toTop(drawn)
            + lines.stream()
                .map(line -> line + ERASE_LINE)
                .collect(Collectors.joining(System.lineSeparator()))
            + ERASE_BELOW);
    err.flush();
    drawn = lines;
    drawnNanos = nanoTime.getAsLong();
  }

  /** To the first column of the first line; lines that a narrowed screen has wrapped count so. */
  private String toTop(List<String> lines) {
    int columns = machine.columns();
    int screenRows =
        lines.stream()
            .mapToInt(line -> Math.max(1, (Cells.visibleWidth(line) + columns - 1) / columns))
            .sum();
    return screenRows > 1 ? "\r\u001b[" + (screenRows - 1) + "A" : "\r";
  }

  private List<String> lines() {
    int columns = Math.max(1, machine.columns() - 1);
    int room = Math.max(1, machine.rows() - ROWS_LEFT_FREE);
    List<RunView> begun = new ArrayList<>();
    for (RunRow row : rows.values()) {
      @Nullable RunView view = row.view();
      if (view != null) {
        begun.add(view);
      }
    }
    boolean headed = room >= ROWS_WITH_HEADER && !begun.isEmpty();
    int left = headed ? room - 1 : room;
    boolean allFit = begun.size() == rows.size() && begun.size() <= left;
    int shown = Math.min(begun.size(), allFit ? left : left - 1);
    Table table = Table.fitting(begun, columns, script);
    List<String> lines = new ArrayList<>();
    if (headed) {
      lines.add(table.header());
    }
    begun.subList(0, shown).forEach(run -> lines.add(table.row(run, ink)));
    if (!allFit) {
      lines.add(
          Cells.cut(others(begun.subList(shown, begun.size()), begun.size()), columns, script));
    }
    return lines;
  }

  /** One line for what is not shown: what is worked on, and what waits. */
  private String others(List<RunView> hidden, int begun) {
    List<String> parts = new ArrayList<>();
    if (!hidden.isEmpty()) {
      double percent = hidden.stream().mapToDouble(RunView::percent).average().orElse(0);
      double rate = hidden.stream().mapToDouble(LiveBlock::rate).sum();
      parts.add(hidden.size() + " more at " + (int) percent + "%, " + Figures.rate(rate));
    }
    if (rows.size() > begun) {
      parts.add(rows.size() - begun + " not begun");
    }
    return String.join("; ", parts);
  }

  private static double rate(RunView run) {
    @Nullable Double rate = run.now().bytesPerSecond();
    return rate == null ? 0 : rate;
  }

  /** The line of one device, told by its threads. */
  private final class Row implements Consumer<WipeEvent> {

    private final BlockDevice device;
    private @Nullable Milestones milestones;

    Row(BlockDevice device) {
      this.device = device;
    }

    @Override
    public void accept(WipeEvent event) {
      if (event instanceof Started started) {
        milestones = new Milestones(started.state());
      } else if (event instanceof PhaseStarted phase) {
        tell(PhaseText.of(phase));
      } else if (event instanceof Progress progress) {
        progress(progress);
      } else if (event instanceof Finished) {
        remove(device);
      } else {
        update(device, event);
      }
    }

    private void progress(Progress progress) {
      if (milestones != null && milestones.isCrossed(progress.state())) {
        @Nullable String finish = ProgressText.finish(progress, machine.clock());
        if (finish != null) {
          tell(ProgressText.milestone(progress, finish));
        }
      }
      update(device, progress);
    }

    private void tell(String line) {
      above(err, LineStream.shown(device.path() + ": " + line));
    }
  }
}
