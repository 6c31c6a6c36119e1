package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.StallOver;
import dev.wipeit.wipe.WipeEvent.Stalled;
import dev.wipeit.wipe.WipeEvent.Started;
import dev.wipeit.wipe.WipeOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveBlockTest {

  private final Console console = new Console();
  private final List<BlockDevice> devices = new ArrayList<>();

  private LiveBlock block(int count, int columns, int rows) {
    console.env.put("NO_COLOR", "1");
    console.env.put("COLUMNS", Integer.toString(columns));
    console.env.put("LINES", Integer.toString(rows));
    IntStream.range(0, count)
        .mapToObj(i -> Runs.device("/dev/xd" + (char) ('a' + i), DeviceKind.DISK, null, 1, 512))
        .forEach(devices::add);
    return new LiveBlock(console.machine(), console::nanoTime, devices);
  }

  private void progress(LiveBlock block, int device, double percent) {
    console.pass(Duration.ofMillis(100));
    block.row(devices.get(device)).accept(Runs.progress(Runs.percent(percent)));
  }

  /** What the terminal shows: the codes that the block uses, and no other. */
  private List<String> screen(int columns) {
    List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    int row = 0;
    int column = 0;
    String text = console.err();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        column = 0;
      } else if (c == '\n') {
        row++;
        column = 0;
      } else if (text.startsWith("\u001b[K", i)) {
        rows.get(row).setLength(column);
        i += 2;
      } else if (text.startsWith("\u001b[J", i)) {
        rows.get(row).setLength(column);
        rows.subList(row + 1, rows.size()).clear();
        i += 2;
      } else if (c == '\u001b') {
        int end = text.indexOf('A', i);
        row -= Integer.parseInt(text.substring(i + 2, end));
        i = end;
      } else {
        assertTrue(column < columns - 1, "wider than the screen: " + text);
        StringBuilder line = rows.get(row);
        line.setLength(Math.max(line.length(), column + 1));
        line.setCharAt(column, c);
        column++;
      }
      while (rows.size() <= row) {
        rows.add(new StringBuilder());
      }
    }
    return rows.stream().map(StringBuilder::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 80, 200})
  void drawsALineForEachInItsPlace(int columns) {
    LiveBlock block = block(3, columns, 24);
    for (double percent : new double[] {1, 2, 3}) {
      for (int i = 0; i < 3; i++) {
        progress(block, i, 10 * i + percent);
      }
    }
    List<String> screen = screen(columns);
    assertEquals(4, screen.size(), screen.toString());
    assertTrue(screen.get(0).startsWith("DEVICE "), screen.toString());
    assertRow(screen.get(1), "xda", " 3.0%");
    assertRow(screen.get(2), "xdb", "13.0%");
    assertRow(screen.get(3), "xdc", "23.0%");
  }

  private static void assertRow(String row, String name, String percent) {
    assertTrue(row.startsWith(name + " ") && row.contains(" " + percent.strip()), row);
  }

  @Test
  void namesOfAnyLengthHaveTheirFiguresUnderEachOther() {
    devices.add(Runs.device("/tmp/nvme0n1", DeviceKind.DISK, null, 1, 512));
    LiveBlock block = block(1, 80, 24);
    progress(block, 0, 10);
    progress(block, 1, 20);
    List<String> screen = screen(80);
    assertRow(screen.get(1), "nvme0n1", "10.0%");
    assertRow(screen.get(2), "xda    ", "20.0%");
    assertEquals(screen.get(1).indexOf('%'), screen.get(2).indexOf('%'), screen.toString());
  }

  @Test
  void printsMessagesAboveIt() {
    LiveBlock block = block(2, 80, 24);
    progress(block, 0, 10);
    progress(block, 1, 20);
    block
        .row(devices.get(1))
        .accept(new PhaseStarted(1, 1, Pass.random(), Phase.VERIFY, VerifyMode.LAST));
    block.above(console.machine().streams().err(), "wipeit: one\nwipeit: two");
    List<String> screen = screen(200);
    assertEquals("/dev/xdb: reading all of pass 1 of 1 (random) back", screen.get(0));
    assertEquals(List.of("wipeit: one", "wipeit: two"), screen.subList(1, 3));
    assertRow(screen.get(4), "xda", "10.0%");
    assertRow(screen.get(5), "xdb", "20.0%");
    assertEquals(6, screen.size(), screen.toString());
  }

  /** Between two pieces somebody could see a screen without it. */
  @Test
  void isNeverGoneWhenAMessageComes() {
    LiveBlock block = block(2, 80, 24);
    progress(block, 0, 10);
    progress(block, 1, 20);
    int before = console.errPieces.size();
    block
        .row(devices.get(1))
        .accept(new PhaseStarted(1, 1, Pass.random(), Phase.VERIFY, VerifyMode.LAST));
    List<String> pieces = console.errPieces.subList(before, console.errPieces.size());
    assertEquals(1, pieces.size(), pieces.toString());
    assertTrue(pieces.get(0).contains("reading all of pass 1"), pieces.toString());
    assertTrue(pieces.get(0).contains("\nxdb "), pieces.toString());
  }

  @Test
  void namesTheDeviceOfAMilestone() {
    LiveBlock block = block(2, 80, 24);
    block.row(devices.get(0)).accept(new Started(Runs.percent(47), true, 0));
    var row = block.row(devices.get(1));
    row.accept(new Started(Runs.percent(47), true, 0));
    row.accept(Runs.progress(Runs.percent(51)));
    row.accept(Runs.progress(Runs.percent(52)));
    String told = "/dev/xdb: 51.0% done, estimated finish 2026-11-22 00:01:40\n";
    assertEquals(2, (console.err() + " ").split(told, -1).length, console.err());
  }

  @Test
  void sumsUpWhatDoesNotFit() {
    LiveBlock block = block(10, 80, 7);
    for (int i = 0; i < 9; i++) {
      progress(block, i, 50);
    }
    List<String> screen = screen(80);
    assertEquals(5, screen.size(), "two rows stay free: " + screen);
    assertEquals("6 more at 50%, 740.4 MiB/s; 1 not begun", screen.get(4));
  }

  @Test
  void whatIsSummedUpIsCutToTheScreenToo() {
    LiveBlock block = block(10, 20, 7);
    progress(block, 0, 50);
    for (int i = 1; i < 10; i++) {
      progress(block, i, 50);
    }
    assertEquals("7 more at 50%, 863~", screen(20).get(4));
  }

  @Test
  void takesALineAwayWhenItsRunEnds() {
    LiveBlock block = block(3, 80, 24);
    IntStream.range(0, 3).forEach(i -> progress(block, i, 50));
    block
        .row(devices.get(1))
        .accept(new Finished(Runs.outcome(WipeOutcome.Result.WIPED, true, null)));
    assertEquals(
        List.of("DEV", "xda", "xdc"),
        screen(80).stream().map(line -> line.substring(0, 3)).toList());
    block.close();
    assertEquals(List.of(""), screen(80));
  }

  @Test
  void isDrawnTenTimesASecondAtMost() {
    LiveBlock block = block(2, 80, 24);
    progress(block, 0, 1);
    String before = console.err();
    block.row(devices.get(0)).accept(Runs.progress(Runs.percent(2)));
    assertEquals(before, console.err());
    console.pass(Duration.ofMillis(100));
    block.row(devices.get(0)).accept(Runs.progress(Runs.percent(2)));
    assertFalse(before.equals(console.err()));
  }

  @Test
  void countsTheRowsThatANarrowedScreenHasWrapped() {
    LiveBlock block = block(2, 80, 24);
    progress(block, 0, 1);
    progress(block, 1, 1);
    console.env.put("COLUMNS", "40");
    console.err.reset();
    block.above(console.machine().streams().err(), "x");
    assertTrue(console.err().startsWith("\r\u001b[5A"), Arrays.toString(console.err().split("\n")));
  }

  @Test
  void aStallIsSeenAtOnce() {
    LiveBlock block = block(2, 80, 24);
    progress(block, 0, 10);
    progress(block, 1, 20);
    block.row(devices.get(0)).accept(new Stalled(true, Duration.ofSeconds(12)));
    assertTrue(screen(80).get(1).contains("! stalled"), screen(80).toString());
    block.row(devices.get(0)).accept(new StallOver(Duration.ofSeconds(13)));
    assertTrue(screen(80).get(1).contains("writing"), screen(80).toString());
  }

  @Test
  void coloursTakeNoRoom() {
    LiveBlock block = block(2, 80, 24);
    console.env.remove("NO_COLOR");
    LiveBlock coloured = new LiveBlock(console.machine(), console::nanoTime, devices);
    progress(coloured, 0, 10);
    progress(coloured, 1, 10);
    console.err.reset();
    coloured.above(console.machine().streams().err(), "x");
    assertTrue(console.err().startsWith("\r\u001b[2A"), console.err());
    assertTrue(console.err().contains("\u001b[36m"), console.err());
    block.close();
  }
}
