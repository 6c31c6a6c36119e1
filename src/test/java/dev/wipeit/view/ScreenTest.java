package dev.wipeit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScreenTest {

  private final Screen screen = new Screen(Script.UNICODE, Ink.PLAIN);

  private List<String> lines(int columns, int rows) {
    List<String> lines = screen.lines(columns, rows);
    assertEquals(rows, lines.size());
    for (String line : lines) {
      assertEquals(columns, Cells.visibleWidth(line), "fills its line: " + line);
    }
    return lines.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
  }

  private String selected(int columns, int rows) {
    return lines(columns, rows).stream().filter(line -> line.startsWith(">")).findAny().orElse("");
  }

  private void press(Key key, int times) {
    for (int i = 0; i < times; i++) {
      screen.press(key);
    }
  }

  @Test
  void saysThatThereIsNothing() {
    screen.take(Snapshot.EMPTY);
    assertTrue(String.join("\n", lines(80, 24)).contains("No run is going on or interrupted."));
  }

  @Test
  void whateverIsPressedFillsTheScreenExactly() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 4000; i++) {
      screen.take(ShownRuns.snapshot(random.nextInt(45)));
      screen.press(Key.values()[random.nextInt(Key.values().length)]);
      lines(1 + random.nextInt(220), 1 + random.nextInt(70));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 40})
  void whatIsSelectedIsOnTheScreen(int runs) {
    screen.take(ShownRuns.snapshot(runs));
    for (int i = 0; i < runs; i++) {
      assertTrue(!selected(80, 10).isEmpty(), "after " + i + " downs");
      screen.press(Key.DOWN);
    }
    screen.press(Key.END);
    String last = selected(80, 10);
    press(Key.PAGE_DOWN, 3);
    assertEquals(last, selected(80, 10));
    screen.press(Key.HOME);
    assertTrue(lines(80, 10).get(2).startsWith(">sda0"), lines(80, 10).toString());
  }

  @Test
  void pagesBringWhatFollows() {
    screen.take(ShownRuns.snapshot(40));
    lines(80, 13);
    screen.press(Key.PAGE_DOWN);
    assertTrue(lines(80, 13).get(12).contains(" of 40"));
    screen.press(Key.PAGE_DOWN);
    String before = selected(80, 13);
    screen.press(Key.PAGE_UP);
    screen.press(Key.PAGE_DOWN);
    assertEquals(before, selected(80, 13));
  }

  @Test
  void staysOnItsDriveWhenItIsSorted() {
    screen.take(ShownRuns.snapshot(40));
    press(Key.DOWN, 5);
    String name = selected(80, 24).substring(1, 6);
    for (int i = 0; i < SortOrder.values().length; i++) {
      screen.press(Key.SORT);
      assertEquals(name, selected(80, 24).substring(1, 6));
    }
  }

  @Test
  void tellsHowItSorts() {
    screen.take(ShownRuns.snapshot(3));
    for (SortOrder order : SortOrder.values()) {
      String bottom = lines(80, 24).get(23);
      assertTrue(bottom.contains("sort: " + order.title() + " "), bottom);
      screen.press(Key.SORT);
    }
  }

  @Test
  void showsADriveAndGoesBack() {
    screen.take(ShownRuns.snapshot(8));
    press(Key.DOWN, 3);
    String row = selected(80, 24);
    screen.press(Key.ENTER);
    String details = String.join("\n", lines(80, 24));
    assertTrue(details.contains("serial        SER1003"), details);
    assertTrue(details.contains("4 KiB in 1 place took no write"), details);
    screen.press(Key.ESCAPE);
    assertEquals(row, selected(80, 24));
  }

  @Test
  void detailsAreScrolledToTheirEnd() {
    screen.take(ShownRuns.snapshot(1));
    screen.press(Key.ENTER);
    assertTrue(!String.join("\n", lines(60, 8)).contains("What happened last"));
    press(Key.DOWN, 100);
    assertTrue(String.join("\n", lines(60, 8)).contains("10:00 begun"));
  }

  @Test
  void helpNamesEveryKey() {
    screen.press(Key.HELP);
    String help = String.join("\n", lines(80, 24));
    for (String key : List.of("Up", "PgDn", "Home", "Enter", "Esc", "s ", "?", "q, Ctrl-C")) {
      assertTrue(help.contains(key), key + "\n" + help);
    }
  }

  @Test
  void sumsUpInTheTitle() {
    screen.take(ShownRuns.snapshot(7));
    String title = lines(120, 24).get(0);
    assertTrue(title.contains("7 drives, 303.0 MiB/s, 1 running, 1 stalled, 1 paused"), title);
  }
}
