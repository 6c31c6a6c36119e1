package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveLineTest {

  private static final String REDRAW = "\r\u001b[K";

  private final Console console = new Console();

  private String drawn(int columns, WipeEvent... events) {
    console.env.put("COLUMNS", Integer.toString(columns));
    LiveLine live = new LiveLine(console.machine());
    for (WipeEvent event : events) {
      live.accept(event);
    }
    return console.err();
  }

  private String line(int columns, Progress progress) {
    String drawn = drawn(columns, progress);
    assertTrue(drawn.startsWith(REDRAW), drawn);
    return drawn.substring(REDRAW.length());
  }

  private static IntStream widths() {
    return IntStream.rangeClosed(20, 200);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void isNeverAsWideAsTheScreen(int columns) {
    for (double percent : new double[] {0, 47.3, 99.99, 100}) {
      for (String locale : new String[] {"C", "C.UTF-8"}) {
        console.env.put("LANG", locale);
        console.err.reset();
        String line = line(columns, longest(percent));
        assertTrue(line.length() <= columns - 1, columns + ": " + line);
        assertTrue(line.matches(" ?[ 0-9]{2}[0-9]\\.[0-9]% .*"), line);
        assertFalse(line.contains("\n"), line);
      }
    }
  }

  /** Everything that a line can hold. */
  private static Progress longest(double percent) {
    long total = 3 * Runs.SIZE;
    return new Progress(
        Runs.state(
            3,
            3,
            Phase.VERIFY,
            Math.round(percent * total / 100),
            total,
            ChunkStrategy.ADAPTIVE_CHUNK),
        1234.5 * Runs.MIB,
        Duration.ofHours(123),
        50 * Runs.MIB);
  }

  @Test
  void showsEverythingWhereThereIsRoom() {
    assertEquals(
        " 50.0% |"
            + "#".repeat(25)
            + ".".repeat(25)
            + "| 500.0/1000.0 MiB ETA 01:01:40 123.4 MiB/s buffer 100 MiB",
        line(200, Runs.progress(Runs.percent(50))));
  }

  @Test
  void leavesTheBufferOutFirst() {
    String line = line(70, Runs.progress(Runs.percent(50)));
    assertTrue(line.contains("123.4 MiB/s"), line);
    assertFalse(line.contains("buffer"), line);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "50, 25", "99.9, 49", "100, 50"})
  void theBarIsAsFullAsTheRun(double percent, int cells) {
    String line = line(200, Runs.progress(Runs.percent(percent)));
    String bar = line.substring(line.indexOf('|') + 1, line.lastIndexOf('|'));
    assertEquals("#".repeat(cells) + ".".repeat(50 - cells), bar);
  }

  @Test
  void theBarIsOfBlocksWhereTheyCanBeShown() {
    console.env.put("LC_ALL", "C.UTF-8");
    String line = line(200, Runs.progress(Runs.percent(50)));
    assertTrue(line.contains("|" + "\u2588".repeat(25) + "\u2591".repeat(25) + "|"), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "de_DE.ISO-8859-1", ""})
  void isPlainAsciiElsewhere(String locale) {
    console.env.put("LANG", locale);
    String drawn = drawn(80, Runs.progress(Runs.percent(50)));
    assertTrue(drawn.chars().allMatch(c -> c < 128), drawn);
    assertFalse(drawn.contains("?"), drawn);
  }

  @Test
  void tellsTheFinishAboveTheLineAtEachStep() {
    String drawn =
        drawn(
            80,
            new Started(Runs.percent(47), true, 0),
            Runs.progress(Runs.percent(48)),
            Runs.progress(Runs.percent(51)),
            Runs.progress(Runs.percent(52)));
    assertEquals(1, drawn.split("estimated finish", -1).length - 1, drawn);
    assertTrue(
        drawn.contains(REDRAW + "51.0% done, estimated finish 2026-11-22 00:01:40\n" + REDRAW),
        drawn);
  }

  @Test
  void aPhaseBeginsOnALineOfItsOwn() {
    String drawn =
        drawn(
            80,
            Runs.progress(Runs.percent(99)),
            new PhaseStarted(1, 1, Pass.random(), Phase.VERIFY, VerifyMode.LAST));
    assertTrue(drawn.endsWith(REDRAW + "reading all of pass 1 of 1 (random) back\n"), drawn);
  }

  @Test
  void leavesTheLineWhereARunEnds() {
    String drawn =
        drawn(
            80,
            Runs.progress(Runs.percent(99)),
            new WipeEvent.CheckpointFailed("full"),
            new WipeEvent.CheckpointFailed("full"));
    assertTrue(drawn.endsWith("MiB/s\n") || drawn.endsWith("100 MiB\n"), drawn);
    assertEquals(1, drawn.chars().filter(c -> c == '\n').count(), drawn);
  }

  @ParameterizedTest
  @CsvSource({"'', 80", "abc, 80", "0, 80", "-5, 80", "61, 61", "99999, 80"})
  void takesColumnsOnlyAsANumber(String given, int columns) {
    console.env.put("COLUMNS", given);
    assertEquals(columns, console.machine().columns());
  }
}
