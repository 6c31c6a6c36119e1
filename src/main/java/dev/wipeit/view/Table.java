package dev.wipeit.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the runs, one under the other, in a width that they never exceed. A column that no
 * run fills is left out; on a narrow screen columns are left out in the order of their rank.
 */
public final class Table {

  /** From this width on there is room for more than one space between the columns. */
  private static final int ROOMY = 110;

  private final Script script;
  private final int columns;
  private final String gap;
  private final Map<Column, Integer> widths = new EnumMap<>(Column.class);

  private Table(int columns, Script script) {
    this.columns = columns;
    this.script = script;
    this.gap = columns < ROOMY ? " " : "  ";
  }

  /**
   * The table that shows most of these runs.
   *
   * @param columns the width, 1 or more
   */
  public static Table fitting(List<RunView> runs, int columns, Script script) {
    Table table = new Table(columns, script);
    Map<Column, Integer> wanted = table.wanted(runs);
    Set<Column> chosen = table.chosen(wanted);
    chosen.forEach(column -> table.widths.put(column, least(column, wanted)));
    table.grow(wanted);
    return table;
  }

  /** The names of the columns. */
  public String header() {
    List<String> cells = new ArrayList<>();
    widths.forEach((column, width) -> cells.add(aligned(column, column.title, width)));
    return line(cells, columns);
  }

  /** The row of a run. */
  public String row(RunView run, Ink ink) {
    if (narrowest() > columns) {
      @Nullable String done = Column.DONE.text(run, script);
      String told = done == null ? Column.STATE.text(run, script) : done.strip();
      return line(List.of(run.subject().name() + " " + told), columns);
    }
    List<String> cells = new ArrayList<>();
    widths.forEach((column, width) -> cells.add(cell(column, width, run, ink)));
    return String.join(gap, cells);
  }

  private String line(List<String> cells, int width) {
    return Cells.cut(script.shown(String.join(gap, cells)), width, script);
  }

  private String cell(Column column, int width, RunView run, Ink ink) {
    if (column == Column.BAR) {
      return run.work() == null
          ? " ".repeat(width)
          : ink.of(run.state(), script.bar(run.percent(), width));
    }
    @Nullable String text = column.text(run, script);
    String cell = aligned(column, text == null ? "" : text, width);
    if (column == Column.STATE) {
      return ink.of(run.state(), cell);
    }
    return column == Column.ERRORS && text != null ? ink.warning(cell) : cell;
  }

  private String aligned(Column column, String text, int width) {
    // The degree sign and the like have a spelling of their own in ASCII; text of drives has not.
    String shown = script.shown(text);
    return column.atTheRight ? Cells.right(shown, width, script) : Cells.left(shown, width, script);
  }

  /** The width that shows all, of each column that has something to show. */
  private Map<Column, Integer> wanted(List<RunView> runs) {
    Map<Column, Integer> wanted = new EnumMap<>(Column.class);
    for (RunView run : runs) {
      for (Column column : Column.values()) {
        @Nullable String text = column.text(run, script);
        if (text != null) {
          int width = Math.max(Cells.width(text), column.title.length());
          wanted.merge(column, Math.min(column.widest, width), Math::max);
        }
      }
      if (run.work() != null) {
        wanted.put(Column.BAR, Column.BAR.widest);
      }
    }
    return wanted;
  }

  private static int least(Column column, Map<Column, Integer> wanted) {
    int width = Objects.requireNonNull(wanted.get(column));
    boolean canBeCut = column == Column.MODEL || column == Column.BAY || column == Column.BAR;
    return canBeCut ? Math.min(width, column.narrowest) : width;
  }

  private Set<Column> chosen(Map<Column, Integer> wanted) {
    Set<Column> chosen = EnumSet.noneOf(Column.class);
    chosen.addAll(wanted.keySet());
    List<Column> droppable =
        wanted.keySet().stream()
            .filter(column -> column.rank < Column.ALWAYS)
            .sorted(Comparator.comparingInt(column -> column.rank))
            .toList();
    for (Column column : droppable) {
      int needed = chosen.stream().mapToInt(each -> least(each, wanted) + gap.length()).sum();
      if (needed - gap.length() <= columns) {
        break;
      }
      chosen.remove(column);
    }
    return chosen;
  }

  private int narrowest() {
    return widths.values().stream().mapToInt(width -> width + gap.length()).sum() - gap.length();
  }

  /** What is left over goes to the texts that were cut, the rest to the bar. */
  private void grow(Map<Column, Integer> wanted) {
    for (Column column : List.of(Column.BAY, Column.MODEL, Column.BAR)) {
      @Nullable Integer width = widths.get(column);
      if (width != null) {
        int more =
            Math.min(columns - narrowest(), Objects.requireNonNull(wanted.get(column)) - width);
        widths.put(column, width + Math.max(0, more));
      }
    }
  }
}
