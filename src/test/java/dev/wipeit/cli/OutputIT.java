package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run shows on a terminal, in a pipe and to a script. */
final class OutputIT {

  private static final long SIZE = 8 << 20;
  private static final Pattern PERCENT = Pattern.compile("([0-9]+\\.[0-9]+) ?%");

  private LoopDevice device;

  @BeforeEach
  void attach() throws IOException {
    device = LoopDevice.create(SIZE);
  }

  @AfterEach
  void detach() throws IOException {
    device.close();
  }

  @ParameterizedTest
  @CsvSource({"80, LANG, C, #", "60, LANG, C, #", "120, LC_ALL, C.UTF-8, \u2588"})
  void theLiveLineFitsItsScreen(int columns, String variable, String locale, String cell)
      throws IOException {
    Terminal terminal =
        Program.with("--yes", "--max-rate", "2M", device.node().toString())
            .environment("LC_ALL", "")
            .environment(variable, locale)
            .inTerminal(columns, 40);
    terminal.awaitScreen("^ *[2-9][0-9]\\.[0-9]% .*ETA");
    String screen = terminal.screen();
    List<String> live = screen.lines().filter(line -> line.contains(" ETA ")).toList();
    assertEquals(1, live.size(), screen);
    assertTrue(live.get(0).length() < columns, screen);
    assertTrue(live.get(0).contains("%") && live.get(0).contains("MiB"), screen);
    assertTrue(columns == 60 || live.get(0).contains("|" + cell), screen);
    assertEquals(!locale.equals("C"), !screen.chars().allMatch(c -> c < 128), screen);
    assertEquals(0, terminal.awaitExit());
    noMoreThanAHundred(terminal.screen());
  }

  private static void noMoreThanAHundred(String text) {
    Matcher matcher = PERCENT.matcher(text);
    while (matcher.find()) {
      assertTrue(Double.parseDouble(matcher.group(1)) <= 100, text);
    }
  }

  @Test
  void plainLinesComeOnATerminalToo() throws IOException {
    Terminal terminal =
        Program.with("--yes", "--plain", "--max-rate", "4M", device.node().toString())
            .inTerminal(120, 60);
    assertEquals(0, terminal.awaitExit());
    long lines = terminal.screen().lines().filter(line -> line.contains(" ETA ")).count();
    assertTrue(lines > 1, terminal.screen());
  }

  @Test
  void intoAPipeGoNoControlCodes() throws IOException {
    ProgramResult result =
        Program.run("--yes", "--max-rate", "4M", device.node().toString()).expectExit(0);
    assertFalse((result.out() + result.err()).matches("(?s).*[\r\u001b].*"), result.toString());
    List<String> lines = result.errLines().stream().filter(l -> l.contains(" ETA ")).toList();
    assertTrue(lines.size() > 1 && lines.size() <= 20, result.toString());
    lines.forEach(line -> assertTrue(line.startsWith(device.node() + ": "), line));
    noMoreThanAHundred(result.err());
    assertTrue(result.out().startsWith(device.node() + ": wiped\n"), result.toString());
  }

  @Test
  void quietLeavesTheResultAlone() throws IOException {
    ProgramResult result = Program.run("--yes", "-q", device.node().toString()).expectExit(0);
    assertEquals("", result.err());
    assertTrue(result.out().startsWith(device.node() + ": wiped\n"), result.toString());
  }

  @Test
  void jsonEndsWithTheResultOfEachDevice() throws IOException {
    try (LoopDevice other = LoopDevice.create(SIZE)) {
      ProgramResult result =
          Program.run("--yes", "--json", device.node().toString(), other.node().toString())
              .expectExit(0);
      JsonNode last = null;
      for (String line : result.outLines()) {
        last = new ObjectMapper().readTree(line);
        assertTrue(last.has("type") && last.has("time") && last.has("run"), line);
      }
      assertEquals("result", last.get("type").asText());
      assertEquals(0, last.path("exit_code").asInt(-1), last.toString());
      assertEquals(
          List.of(device.node().toString(), other.node().toString()),
          last.get("devices").findValuesAsText("device"));
      assertEquals(List.of("wiped", "wiped"), last.get("devices").findValuesAsText("result"));
    }
  }
}
