package dev.wipeit.cli;

import dev.wipeit.drive.DeviceText;
import dev.wipeit.history.Row;
import dev.wipeit.units.ByteSize;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recorded runs as a table: a header, one row a run. */
final class HistoryTable {

  private static final List<String> HEADER =
      List.of("RUN", "BEGAN", "DEVICE", "SERIAL", "SIZE", "METHOD", "RESULT");

  private static final int DEVICE = 2;
  private static final int SERIAL = 3;
  private static final int SIZE = 4;
  private static final int METHOD = 5;
  private static final String GAP = "  ";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private HistoryTable() {}

  /** The columns of the terminal on standard output; no limit where it is none. */
  static int columns(Machine machine) {
    return machine.kernel().isTerminal(1) ? machine.columns(1) : Integer.MAX_VALUE;
  }

  /** The lines of the table; one line that says so where there is no run. */
  static List<String> lines(List<Row> runs, int columns, boolean unicode) {
    if (runs.isEmpty()) {
      return List.of("No such run is recorded.");
    }
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    runs.forEach(run -> rows.add(row(run)));
    int[] widths = fitted(rows, columns);
    return rows.stream().map(row -> line(row, widths, columns, unicode)).toList();
  }

  private static List<String> row(Row run) {
    Long size = run.number("total_size");
    return List.of(
        shown(run.text("run")),
        time(run.number("began_ms")),
        shown(run.text("device")),
        shown(run.text("serial")),
        size == null ? "-" : new ByteSize(Math.max(0, size)).toString(),
        shown(run.text("method")),
        shown(run.text("result")));
  }

  /** Text from outside, fit for a terminal. */
  static String shown(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : DeviceText.shown(text);
  }

  /** A recorded time on the clock on the wall. */
  static String time(@Nullable Long millis) {
    return millis == null
        ? "-"
        : MINUTE.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
  }

  /** What is too wide loses, in this order: method, size, serial, device, the end of the line. */
  private static int[] fitted(List<List<String>> rows, int columns) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int dropped : new int[] {METHOD, SIZE}) {
      if (total(widths) > columns) {
        widths[dropped] = 0;
      }
    }
    for (int shortened : new int[] {SERIAL, DEVICE}) {
      int excess = Math.max(0, total(widths) - columns);
      widths[shortened] = Math.max(Math.min(8, widths[shortened]), widths[shortened] - excess);
    }
    return widths;
  }

  private static int total(int[] widths) {
    int total = -GAP.length();
    for (int width : widths) {
      total += width == 0 ? 0 : width + GAP.length();
    }
    return total;
  }

  private static String line(List<String> row, int[] widths, int columns, boolean unicode) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > 0) {
        String cell = cut(row.get(i), widths[i], unicode);
        String blank = " ".repeat(widths[i] - cell.length());
        line.append(line.isEmpty() ? "" : GAP).append(i == SIZE ? blank + cell : cell + blank);
      }
    }
    String text = line.toString().stripTrailing();
    return text.length() <= columns ? text : text.substring(0, columns);
  }

  /** Serial numbers of one maker, and paths, differ at their end. */
  private static String cut(String text, int width, boolean unicode) {
    return text.length() <= width
        ? text
        : (unicode ? "…" : "~") + text.substring(text.length() - width + 1);
  }
}
