package dev.wipeit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TableTest {

  private static final String BARE = "\u001b\\[[0-9;]*m";

  @ParameterizedTest
  @EnumSource(Script.class)
  void isNeverWiderThanItsScreen(Script script) {
    List<RunView> runs = new ArrayList<>(ShownRuns.of(40));
    runs.add(ShownRuns.run(3, RunState.STALLED, "磁盘驱动器模型名称很长 X9000"));
    runs.add(ShownRuns.run("磁盘磁盘磁盘磁盘磁盘.img", 4, RunState.RUNNING, "x", 1, 1e9));
    for (int columns = 1; columns <= 260; columns++) {
      Table table = Table.fitting(runs, columns, script);
      assertTrue(Cells.width(table.header()) <= columns, columns + ": " + table.header());
      for (RunView run : runs) {
        for (Ink ink : Ink.values()) {
          String row = table.row(run, ink);
          assertTrue(Cells.visibleWidth(row) <= columns, columns + ": " + row);
          assertFalse(row.codePoints().anyMatch(c -> c == 0xfffd), "a split character: " + row);
        }
      }
    }
  }

  @Test
  void rowsStandUnderTheirHeader() {
    List<RunView> runs = ShownRuns.of(12);
    for (int columns : new int[] {60, 80, 100, 132, 200}) {
      Table table = Table.fitting(runs, columns, Script.UNICODE);
      int done = table.header().indexOf("DONE") + 4;
      for (RunView run : runs) {
        assertEquals('%', table.row(run, Ink.PLAIN).charAt(done - 1), table.row(run, Ink.PLAIN));
      }
    }
  }

  @Test
  void leavesColumnsOutInTheirOrder() {
    List<RunView> runs = ShownRuns.of(12);
    List<String> order =
        List.of(
            "MODEL", "AVERAGE", "BAY", "METHOD", "TEMP", "PASS", "SERIAL", "ERRORS", "ETA",
            "SPEED");
    int dropped = 0;
    for (int columns = 220; columns >= 30; columns--) {
      List<String> titles =
          Arrays.asList(Table.fitting(runs, columns, Script.UNICODE).header().strip().split(" +"));
      while (dropped < order.size() && !titles.contains(order.get(dropped))) {
        dropped++;
      }
      assertTrue(titles.containsAll(order.subList(dropped, order.size())), columns + ": " + titles);
      assertTrue(titles.containsAll(List.of("DEVICE", "DONE", "STATE")), columns + ": " + titles);
    }
    assertEquals(order.size(), dropped, "all have gone at 30 columns");
  }

  @Test
  void sixtyColumnsTellWhatMatters() {
    Table table = Table.fitting(ShownRuns.of(8), 60, Script.UNICODE);
    assertTrue(table.header().matches("DEVICE +DONE +SPEED +ETA .*STATE *"), table.header());
  }

  @Test
  void twoHundredColumnsTellAll() {
    String header = Table.fitting(ShownRuns.of(8), 200, Script.UNICODE).header();
    assertEquals(
        "BAY DEVICE MODEL SERIAL METHOD PASS DONE SPEED AVERAGE ETA TEMP ERRORS STATE",
        header.strip().replaceAll(" +", " "));
  }

  @Test
  void aColumnThatNobodyFillsIsLeftOut() {
    RunView bare =
        new RunView(
            "k",
            new Subject("/dev/acme0", "loop0", null, null, null, null),
            RunState.RUNNING,
            1L,
            ShownRuns.work(10, Phase.WRITE, 0),
            Readings.NONE,
            null,
            List.of());
    String header = Table.fitting(List.of(bare), 200, Script.UNICODE).header();
    assertEquals("DEVICE METHOD PASS DONE SPEED ETA STATE", header.strip().replaceAll(" +", " "));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 200})
  void theSameIsToldWithoutColours(int columns) {
    List<RunView> runs = ShownRuns.of(20);
    Table table = Table.fitting(runs, columns, Script.UNICODE);
    for (RunView run : runs) {
      String coloured = table.row(run, Ink.COLOURED);
      assertEquals(table.row(run, Ink.PLAIN), coloured.replaceAll(BARE, ""));
      assertTrue(coloured.contains("\u001b["), coloured);
      boolean marked = table.row(run, Ink.PLAIN).contains("! ");
      assertEquals(run.state().isProblem(), marked, table.row(run, Ink.PLAIN));
    }
  }

  @Test
  void aBarIsFullOnlyWhenAllIsDone() {
    assertEquals("#########.", Script.ASCII.bar(99.99, 10));
    assertEquals("##########", Script.ASCII.bar(100, 10));
    IntStream.rangeClosed(0, 100)
        .forEach(percent -> assertEquals(7, Script.UNICODE.bar(percent, 7).length()));
  }

  @Test
  void whatADriveCallsItselfCannotColourTheScreen() {
    RunView evil = ShownRuns.run(1, RunState.RUNNING, "evil\u001b[2J\u202emodel\r\n");
    String row = Table.fitting(List.of(evil), 200, Script.UNICODE).row(evil, Ink.PLAIN);
    assertTrue(row.contains("evil[2Jmodel"), row);
    assertFalse(row.contains("\u001b"), row);
    assertFalse(row.contains("\u202e"), row);
  }
}
