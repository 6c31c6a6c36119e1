package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TerminalTest {

  @TempDir private Path folder;

  @BeforeAll
  static void needsTmux() {
    Requires.tool("tmux");
  }

  @Test
  void typesAndReadsTheScreen() throws IOException {
    try (Terminal terminal = shell("printf 'serial: '; read x; echo \"[$x]\"; exit 4")) {
      terminal.awaitScreen("^serial:");
      terminal.type("-S 1; #{x}");
      terminal.key("Enter");
      terminal.awaitScreen("^\\[-S 1; #\\{x}]$");
      assertEquals(4, terminal.awaitExit());
      assertTrue(terminal.screen().contains("[-S 1; #{x}]"), "the screen stays");
    }
  }

  @Test
  void hasTheSizeAskedFor() throws IOException {
    try (Terminal terminal =
        shell("stty size; trap 'stty size' WINCH; while :; do sleep 0.05; done")) {
      terminal.awaitScreen("^20 61$");
      terminal.resize(44, 12);
      terminal.awaitScreen("^12 44$");
    }
  }

  @Test
  void interruptsWithCtrlC() throws IOException {
    try (Terminal terminal =
        shell("trap 'exit 130' INT; echo ready; while :; do sleep 0.05; done")) {
      terminal.awaitScreen("^ready$");
      terminal.key("C-c");
      assertEquals(130, terminal.awaitExit());
    }
  }

  @Test
  void tellsWhatKilledTheProgram() throws IOException {
    try (Terminal terminal = shell("kill -KILL $$")) {
      assertEquals(137, terminal.awaitExit());
    }
  }

  @Test
  void hangsUp() throws IOException {
    Path seen = folder.resolve("seen");
    try (Terminal terminal =
        shell(
            "trap 'echo hup > " + seen + "; exit' HUP; echo ready; while :; do sleep 0.05; done")) {
      terminal.awaitScreen("^ready$");
      terminal.hangUp();
      Await.until(Duration.ofSeconds(10), () -> "SIGHUP", () -> Files.exists(seen));
    }
  }

  @Test
  void killsWhatIgnoresTheHangUp() throws IOException {
    long pid;
    try (Terminal terminal = shell("trap '' HUP; echo ready; while :; do sleep 0.05; done")) {
      terminal.awaitScreen("^ready$");
      pid = terminal.pid();
    }
    Await.until(
        Duration.ofSeconds(10), () -> "the end of " + pid, () -> ProcessHandle.of(pid).isEmpty());
  }

  @Test
  void failsWithWhatTheScreenShows() throws IOException {
    try (Terminal terminal = shell("echo something else; sleep 1000")) {
      terminal.awaitScreen("else");
      AssertionError error =
          assertThrows(
              AssertionError.class, () -> terminal.awaitScreen("never", Duration.ofMillis(50)));
      assertTrue(error.getMessage().contains("something else"), error.getMessage());
    }
  }

  private static Terminal shell(String script) throws IOException {
    return Terminal.start(61, 20, "sh", "-c", script);
  }
}
