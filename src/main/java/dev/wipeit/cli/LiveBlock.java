package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
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

  private static final int LONGEST_NAME = 16;

  private final Machine machine;
  private final LongSupplier nanoTime;
  private final PrintStream err;
  private final int nameColumns;
  private final Map<BlockDevice, @Nullable Progress> rows = new LinkedHashMap<>();

  /** What stands on the screen, the cursor at the end of the last line. */
  private List<String> drawn = List.of();

  private long drawnNanos;

  LiveBlock(Machine machine, LongSupplier nanoTime, List<BlockDevice> devices) {
    this.machine = machine;
    this.nanoTime = nanoTime;
    this.err = machine.streams().err();
    this.nameColumns = devices.stream().mapToInt(device -> name(device).length()).max().orElse(1);
    devices.forEach(device -> rows.put(device, null));
    this.drawnNanos = nanoTime.getAsLong() - DRAWN_EVERY_NANOS;
  }

  /** What is to be told of the run of a device. */
  Consumer<WipeEvent> row(BlockDevice device) {
    return new Row(device);
  }

  /** Prints lines above the block, as they are. */
  synchronized void above(PrintStream stream, String text) {
    err.print(toTop(drawn) + ERASE_BELOW);
    drawn = List.of();
    err.flush();
    stream.print(text + System.lineSeparator());
    draw();
  }

  /** Takes the block from the screen. */
  synchronized void close() {
    rows.clear();
    draw();
  }

  private synchronized void update(BlockDevice device, Progress progress) {
    rows.replace(device, progress);
    if (nanoTime.getAsLong() - drawnNanos >= DRAWN_EVERY_NANOS) {
      draw();
    }
  }

  private synchronized void remove(BlockDevice device) {
    rows.remove(device);
    draw();
  }

  /** In one piece, each line over its old self, so that nothing flickers. */
  private void draw() {
    List<String> lines = lines();
    err.print(
        toTop(drawn)
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
        lines.stream().mapToInt(line -> Math.max(1, (line.length() + columns - 1) / columns)).sum();
    return screenRows > 1 ? "\r\u001b[" + (screenRows - 1) + "A" : "\r";
  }

  private List<String> lines() {
    int columns = machine.columns();
    int room = Math.max(1, machine.rows() - ROWS_LEFT_FREE);
    List<Map.Entry<BlockDevice, @Nullable Progress>> begun =
        rows.entrySet().stream().filter(row -> row.getValue() != null).toList();
    boolean allFit = begun.size() == rows.size() && begun.size() <= room;
    int shown = Math.min(begun.size(), allFit ? room : room - 1);
    List<String> lines = new ArrayList<>();
    for (Map.Entry<BlockDevice, @Nullable Progress> row : begun.subList(0, shown)) {
      @Nullable Progress progress = row.getValue();
      if (progress != null) {
        lines.add(line(row.getKey(), progress, columns));
      }
    }
    if (!allFit) {
      lines.add(cut(others(begun.subList(shown, begun.size())), columns));
    }
    return lines;
  }

  private String line(BlockDevice device, Progress progress, int columns) {
    String name = name(device) + " ".repeat(nameColumns - name(device).length() + 1);
    boolean unicode = machine.streams().isUnicode();
    int left = Math.max(1, columns - name.length());
    return cut(name + ProgressLine.of(progress, left, unicode), columns);
  }

  /** One line for what is not shown: what is worked on, and what waits. */
  private String others(List<Map.Entry<BlockDevice, @Nullable Progress>> hidden) {
    double percent = 0;
    double rate = 0;
    for (Map.Entry<BlockDevice, @Nullable Progress> row : hidden) {
      @Nullable Progress progress = row.getValue();
      if (progress != null) {
        percent += progress.state().percent() / hidden.size();
        rate += progress.bytesPerSecond();
      }
    }
    List<String> parts = new ArrayList<>();
    if (!hidden.isEmpty()) {
      parts.add(hidden.size() + " more at " + (int) percent + "%, " + ProgressText.rate(rate));
    }
    long waiting = rows.values().stream().filter(progress -> progress == null).count();
    if (waiting > 0) {
      parts.add(waiting + " not begun");
    }
    return String.join("; ", parts);
  }

  private static String cut(String line, int columns) {
    return line.substring(0, Math.min(line.length(), Math.max(1, columns - 1)));
  }

  /** Short and in ASCII, so that a character is a column. */
  private static String name(BlockDevice device) {
    String plain = device.name().replaceAll("[^ -~]", "?");
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
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
