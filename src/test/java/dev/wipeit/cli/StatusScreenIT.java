package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.FakeRuns;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import dev.wipeit.testing.Terminal;
import dev.wipeit.testing.Tool;
import dev.wipeit.view.Cells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The full screen in a real terminal: what it shows, what it obeys, and what it leaves behind. */
@Tag("concurrent")
final class StatusScreenIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** Notes the modes of the terminal before and after the program, and stays. */
  private static final String SHELL =
      """
      echo before
      stty -a >"$0/before"
      "$@"
      code=$?
      stty -a >"$0/after.new" && mv "$0/after.new" "$0/after"
      echo "code $code"
      exec sleep 60
      """;

  private FakeRuns fakes;
  private Path folder;

  @BeforeEach
  void begin() throws IOException {
    fakes = new FakeRuns();
    folder = Scratch.folder("screen");
  }

  @AfterEach
  void end() throws IOException {
    fakes.close();
    Scratch.delete(folder);
  }

  private Program follow(String... more) throws IOException {
    String[] all = new String[2 + more.length];
    all[0] = "status";
    all[1] = "--follow";
    System.arraycopy(more, 0, all, 2, more.length);
    return Program.with(all)
        .stateDirectory(fakes.path())
        .environment("LC_ALL", "C.UTF-8")
        .under("sh", "-c", SHELL, folder.toString());
  }

  private void runs(int count) throws IOException {
    fakes.begin(count);
    for (int i = 0; i < count; i++) {
      fakes.run(i).progress(5 + 2 * i, 150 + i);
    }
  }

  private static List<String> lines(Terminal terminal) throws IOException {
    return List.of(terminal.screen().split("\n", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "60, 20, 1", "60, 20, 8", "60, 20, 40",
    "80, 24, 1", "80, 24, 8", "80, 24, 40",
    "200, 60, 1", "200, 60, 8", "200, 60, 40"
  })
  void showsADriveInARow(int columns, int rows, int drives) throws IOException {
    runs(drives);
    try (Terminal terminal = follow().inTerminal(columns, rows)) {
      int shown = Math.min(drives, rows - 3);
      terminal.awaitScreen("1-" + shown + " of " + drives + " ");
      List<String> lines = lines(terminal);
      assertTrue(
          lines.get(0).contains(drives + (drives == 1 ? " drive," : " drives,")), lines.get(0));
      assertTrue(lines.get(1).startsWith(" DEVICE "), lines.get(1));
      for (int i = 0; i < shown; i++) {
        String row = lines.get(2 + i);
        assertTrue(row.startsWith((i == 0 ? ">" : " ") + fakes.run(i).name() + " "), row);
        assertTrue(row.contains(" " + (5 + 2 * i) + ".0% "), row);
        assertTrue(row.endsWith(" writing"), row);
        assertTrue(Cells.width(row) <= columns, row);
      }
      assertEquals(columns >= 200, lines.get(1).contains("MODEL"), lines.get(1));
      assertTrue(terminal.isAlternate());
      assertFalse(terminal.isCursorShown());
      leaveByQ(terminal);
    }
  }

  private void leaveByQ(Terminal terminal) throws IOException {
    terminal.type("q");
    assertRestored(terminal, 0);
  }

  private void assertRestored(Terminal terminal, int code) throws IOException {
    terminal.awaitScreen("^code " + code + "$", SOON);
    assertEquals(
        Files.readString(folder.resolve("before")), Files.readString(folder.resolve("after")));
    assertFalse(terminal.isAlternate(), "the screen of the shell is back");
    assertTrue(terminal.isCursorShown(), "the cursor is shown");
    assertTrue(terminal.screen().startsWith("before\n"), "as it was: " + terminal.screen());
  }

  @Test
  void takesEverySizeInFlight() throws IOException {
    runs(40);
    try (Terminal terminal = follow().inTerminal(80, 24)) {
      terminal.awaitScreen("1-21 of 40 ");
      terminal.resize(200, 60);
      terminal.awaitScreen("1-40 of 40 ");
      terminal.awaitScreen("MODEL +SERIAL +METHOD");
      terminal.resize(60, 20);
      terminal.awaitScreen("1-17 of 40 ");
      terminal.awaitScreen("^ DEVICE .*DONE");
      for (String line : lines(terminal)) {
        assertTrue(Cells.width(line) <= 60, line);
      }
      terminal.resize(20, 5);
      terminal.awaitScreen("1-2 of 40");
      terminal.resize(80, 24);
      terminal.awaitScreen("1-21 of 40 ");
      leaveByQ(terminal);
    }
  }

  @Test
  void scrollsSortsShowsDetailsAndHelp() throws IOException {
    runs(40);
    fakes.run(7).line("stall", Map.of("kind", "no-answer", "seconds", 10.0));
    try (Terminal terminal = follow().inTerminal(80, 24)) {
      terminal.awaitScreen("1-21 of 40 ");
      terminal.key("Down");
      terminal.awaitScreen("^>sdb ");
      terminal.key("PageDown");
      terminal.awaitScreen("^>sdw ");
      terminal.awaitScreen("3-23 of 40 ");
      terminal.key("End");
      terminal.awaitScreen("^>sdan ");
      terminal.key("Home");
      terminal.awaitScreen("^>sda ");
      terminal.type("ss");
      terminal.awaitScreen("sort: state ");
      terminal.awaitScreen("^ sdh .*! stalled$");
      assertTrue(lines(terminal).get(2).startsWith(" sdh "), terminal.screen());
      terminal.key("Up");
      terminal.key("Enter");
      terminal.awaitScreen("^ serial +" + fakes.run(7).serial());
      terminal.key("End");
      terminal.awaitScreen("Z stalled$");
      terminal.key("Escape");
      terminal.awaitScreen("^>sdh ");
      terminal.type("?");
      terminal.awaitScreen("leaves; the wipes go on");
      leaveByQ(terminal);
    }
  }

  @Test
  void isUnderASecondBehind() throws IOException {
    runs(8);
    try (Terminal terminal = follow().inTerminal(80, 24)) {
      terminal.awaitScreen("1-8 of 8 ");
      for (int i = 0; i < 5; i++) {
        long told = System.nanoTime();
        fakes.run(3).progress(60 + i, 99);
        terminal.awaitScreen("^ sdd +" + (60 + i) + "\\.0%|^ sdd .* " + (60 + i) + "\\.0% ", SOON);
        long millis = (System.nanoTime() - told) / 1_000_000;
        assertTrue(millis < 1000, "on the screen after " + millis + " ms");
      }
      fakes.run(2).finish();
      terminal.awaitScreen("^ sdc .* wiped$", SOON);
      leaveByQ(terminal);
    }
  }

  @Test
  void isReadableWithoutColoursAndPlainWhereThereIsNoScreen() throws IOException {
    runs(2);
    fakes.run(1).line("stall", Map.of("kind", "no-answer", "seconds", 10.0));
    try (Terminal terminal = follow().environment("NO_COLOR", "1").inTerminal(80, 24)) {
      terminal.awaitScreen("^ sdb .*! stalled$");
      assertFalse(terminal.colouredScreen().matches("(?s).*\u001b\\[[0-9;]*3[0-7]m.*"));
      leaveByQ(terminal);
    }
    for (Program plain : List.of(follow("--plain"), follow().under("env", "TERM=dumb"))) {
      try (Terminal terminal = plain.inTerminal(120, 24)) {
        terminal.awaitScreen("^\\S+/sda: 5\\.0% .* pass 1/3 running, 150\\.0 MiB/s, ETA");
        terminal.awaitScreen("^\\S+/sdb: 7\\.0% .* pass 1/3 stalled");
        assertFalse(terminal.isAlternate());
      }
    }
  }

  @Test
  void givesTheTerminalBackWhicheverWayItIsLeft() throws IOException {
    runs(3);
    try (Terminal terminal = follow().inTerminal(80, 24)) {
      terminal.awaitScreen("1-3 of 3 ");
      terminal.key("C-c");
      assertRestored(terminal, 130);
    }
    for (Map.Entry<String, Integer> signal :
        Map.of("TERM", 143, "HUP", 129, "INT", 130).entrySet()) {
      try (Terminal terminal = follow().inTerminal(80, 24)) {
        terminal.awaitScreen("1-3 of 3 ");
        Tool.run("sh", "-c", "kill -" + signal.getKey() + " " + java(terminal)).succeeded();
        assertRestored(terminal, signal.getValue());
      }
    }
  }

  @Test
  void givesTheTerminalBackWhenTheStateCannotBeTrustedAnyMore() throws IOException {
    runs(3);
    try (Terminal terminal = follow().inTerminal(80, 24)) {
      terminal.awaitScreen("1-3 of 3 ");
      Files.setPosixFilePermissions(fakes.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
      terminal.awaitScreen("state: has mode rwxr", SOON);
      Files.setPosixFilePermissions(fakes.path(), PosixFilePermissions.fromString("rwx------"));
      assertRestored(terminal, 3);
    }
  }

  @Test
  void endsWithItsTerminal() throws IOException {
    runs(1);
    Terminal terminal = follow().inTerminal(80, 24);
    try (terminal) {
      terminal.awaitScreen("1-1 of 1 ");
      ProcessHandle java = ProcessHandle.of(java(terminal)).orElseThrow();
      terminal.hangUp();
      Await.until(SOON, () -> "the end of " + java, () -> !java.isAlive());
    }
  }

  private static long java(Terminal terminal) {
    return ProcessHandle.of(terminal.pid())
        .orElseThrow()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  @Test
  void showsAWipeThatAnotherProcessMakes() throws IOException {
    try (LoopDevice device = LoopDevice.create(24 << 20)) {
      device.fill();
      Program wipe =
          Program.with(
                  "wipe",
                  device.node().toString(),
                  "--yes",
                  "--max-rate",
                  "3M",
                  "--verify",
                  "none",
                  "--checkpoint-every",
                  "1M")
              .stateDirectory(fakes.path());
      try (RunningProgram running = wipe.start();
          Terminal terminal = follow().inTerminal(80, 24)) {
        terminal.awaitScreen("^>" + device.name() + " .*[1-9]\\.\\d% .* writing$", SOON);
        running.signal("INT");
        terminal.awaitScreen("^>" + device.name() + " .* ! interrupted$", SOON);
        leaveByQ(terminal);
      }
    }
  }
}
