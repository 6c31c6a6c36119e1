package dev.wipeit.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The full screen: a table of all runs, the details of one, or the help; what is selected stays
 * selected, wherever sorting moves it. Only text in, text out. For one thread.
 */
final class Screen {

  /** Title, header, and the line at the bottom. */
  private static final int FRAME_ROWS = 3;

  private static final List<String> HELP =
      List.of(
          "Up, Down, k, j     select a drive",
          "PgUp, PgDn, b, Space   a screen further",
          "Home, End, g, G    the first, the last",
          "Enter              details of the selected drive; Esc goes back",
          "s                  sorts: device, bay, state, done, speed, ETA, model",
          "?                  this help",
          "q, Ctrl-C          leaves; the wipes go on",
          "",
          "! marks what somebody should look at. A dash is what is not known.",
          "Where the screen is narrow, columns are left out in this order:",
          "model, average, bay, method, temperature, pass, serial, errors, ETA,",
          "bar, speed. Details have them all.");

  private enum Mode {
    TABLE,
    DETAILS,
    HELP
  }

  private final Script script;
  private final Ink ink;
  private Mode mode = Mode.TABLE;
  private SortOrder sort = SortOrder.DEVICE;
  private List<RunView> runs = List.of();
  private List<RunView> sorted = List.of();
  private @Nullable String selected;
  private int top;
  private int page = 1;

  Screen(Script script, Ink ink) {
    this.script = script;
    this.ink = ink;
  }

  /** What is to be shown from now on. */
  void take(Snapshot snapshot) {
    runs = snapshot.runs();
    sorted = sort.of(runs);
    if (selected == null || sorted.stream().noneMatch(run -> run.key().equals(selected))) {
      selected = sorted.isEmpty() ? null : sorted.get(0).key();
      mode = mode == Mode.DETAILS ? Mode.TABLE : mode;
    }
  }

  /** Obeys a key; those that end the view are not for the screen. */
  void press(Key key) {
    switch (key) {
      case UP -> move(-1);
      case DOWN -> move(1);
      case PAGE_UP -> move(-page);
      case PAGE_DOWN -> move(page);
      case HOME -> move(Integer.MIN_VALUE / 2);
      case END -> move(Integer.MAX_VALUE / 2);
      case SORT -> sort();
      case ENTER -> show(selected == null ? mode : Mode.DETAILS);
      case HELP -> show(mode == Mode.HELP ? Mode.TABLE : Mode.HELP);
      case ESCAPE -> show(Mode.TABLE);
      case REDRAW, QUIT, INTERRUPT, OTHER -> {}
    }
  }

  private void show(Mode next) {
    top = next == mode ? top : 0;
    mode = next;
  }

  private void sort() {
    if (mode == Mode.TABLE) {
      sort = sort.next();
      sorted = sort.of(runs);
    }
  }

  private void move(int by) {
    if (mode != Mode.TABLE) {
      top = Math.max(0, top + by);
    } else if (!sorted.isEmpty()) {
      int next = Math.max(0, Math.min(sorted.size() - 1, index() + by));
      selected = sorted.get(next).key();
    }
  }

  private int index() {
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).key().equals(selected)) {
        return i;
      }
    }
    return 0;
  }

  /**
   * The whole screen.
   *
   * @param columns 1 or more
   * @param rows 1 or more
   * @return as many lines as there are rows, each in exactly as many cells as there are columns,
   *     control codes for colours left out
   */
  List<String> lines(int columns, int rows) {
    page = Math.max(1, rows - FRAME_ROWS);
    List<String> lines = new ArrayList<>();
    lines.add(ink.strong(plain(title(), columns)));
    lines.addAll(
        switch (mode) {
          case TABLE -> table(columns);
          case DETAILS -> text("", Details.of(run(), script), columns);
          case HELP -> text("Keys", HELP, columns);
        });
    while (lines.size() < rows - 1) {
      lines.add(" ".repeat(columns));
    }
    List<String> cut = new ArrayList<>(lines.subList(0, Math.max(0, rows - 1)));
    cut.add(ink.faint(plain(bottom(), columns)));
    return cut;
  }

  private String title() {
    return " wipeit  " + Tally.of(runs);
  }

  private RunView run() {
    return sorted.get(index());
  }

  private List<String> table(int columns) {
    if (sorted.isEmpty()) {
      String nothing = " No run is going on or interrupted. One that begins is shown at once.";
      return List.of(plain("", columns), plain(nothing, columns));
    }
    // One column at the left for the mark of what is selected.
    Table table = Table.fitting(sorted, columns - 1, script);
    List<String> lines = new ArrayList<>();
    lines.add(ink.faint(plain(" " + table.header(), columns)));
    int index = index();
    top = Math.max(Math.max(0, index - page + 1), Math.min(index, Math.min(top, last())));
    for (int i = top; i < Math.min(sorted.size(), top + page); i++) {
      String row = (i == index ? ">" : " ") + table.row(sorted.get(i), ink);
      String padded = row + " ".repeat(Math.max(0, columns - Cells.visibleWidth(row)));
      lines.add(i == index ? ink.selected(padded) : padded);
    }
    return lines;
  }

  private int last() {
    return Math.max(0, sorted.size() - page);
  }

  private List<String> text(String header, List<String> text, int columns) {
    top = Math.max(0, Math.min(top, text.size() - page));
    List<String> lines = new ArrayList<>();
    lines.add(plain(" " + header, columns));
    for (String line : text.subList(top, Math.min(text.size(), top + page))) {
      lines.add(plain(" " + line, columns));
    }
    return lines;
  }

  private String bottom() {
    return switch (mode) {
      case TABLE ->
          String.format(
              Locale.ROOT, " %s  s sort: %s  Enter details  ? help  q quit", place(), sort.title());
      case DETAILS -> " Esc back  Up, Down scroll  ? help  q quit";
      case HELP -> " Esc back  q quit";
    };
  }

  private String place() {
    return sorted.isEmpty()
        ? "0 of 0"
        : (top + 1) + "-" + Math.min(sorted.size(), top + page) + " of " + sorted.size();
  }

  private String plain(String text, int columns) {
    return Cells.left(script.shown(text), columns, script);
  }
}
