package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.history.RecordedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask the history, and keep it. */
final class HistoryCommandTest {

  private static final String RUN = "20261121-0113-7f3a9c";
  private static final String OTHER = "20261121-0114-7f3a9c";

  @TempDir private Path folder;
  private Path state;
  private Console console = new Console();

  @BeforeEach
  void record() throws IOException {
    state = folder.resolve("state");
    StateDirectory directory = StateDirectory.open(state);
    RecordedJournal.write(directory, RUN, "SN-1");
    RecordedJournal.write(directory, OTHER, "SN\u001b[31m-2");
  }

  private List<String> history(ExitCode expected, String... arguments) {
    Console fresh = new Console();
    fresh.env.putAll(console.env);
    return history(expected, fresh, arguments);
  }

  private List<String> history(ExitCode expected, Console on, String... arguments) {
    console = on;
    List<String> all = new ArrayList<>(List.of("history"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--state-dir", state.toString()));
    ExitCode code = new Wipeit(on.machine(), null).run(all.toArray(String[]::new));
    assertEquals(expected, code, on.err());
    return on.out().lines().toList();
  }

  @Test
  void theLatestRunsAreListedFirst() {
    List<String> lines = history(ExitCode.OK);
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).startsWith("RUN "), lines.get(0));
    assertTrue(lines.get(1).startsWith(OTHER) || lines.get(1).startsWith(RUN), lines.get(1));
    assertTrue(lines.get(1).endsWith("wiped-with-exceptions"), lines.get(1));
    assertEquals(2, history(ExitCode.OK, "--last", "1").size());
  }

  @Test
  void nothingFromADriveReachesTheTerminalAsItIs() {
    for (String command : List.of("", "show " + OTHER, "export --format csv", "export", "check")) {
      String[] words = command.isEmpty() ? new String[0] : command.split(" ");
      String all = String.join("\n", history(ExitCode.OK, words));
      assertFalse(all.contains("\u001b"), all);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--serial SN-1, 1",
    "--serial SN-9, 0",
    "--device /dev/acme0, 2",
    "--device acme0, 2",
    "--device sdy, 0",
    "--result wiped-with-exceptions, 2",
    "--result wiped, 0",
    "--since 2026-11-21, 2",
    "--since 1d, 2",
    "--since 1h, 0",
    "--since 2026-11-22, 0",
    "--since 2026-11-21T01:12:00Z, 2"
  })
  void runsAreChosen(String option, int count) {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(List.of(option.split(" ")));
    assertEquals(count, history(ExitCode.OK, all.toArray(String[]::new)).size(), option);
  }

  @Test
  void scriptsGetJson() throws IOException {
    JsonNode run =
        new ObjectMapper().readTree(history(ExitCode.OK, "--json", "--serial", "SN-1").get(0));
    assertEquals("run", run.get("type").asText());
    assertEquals(RUN, run.get("run").asText());
    assertEquals("2026-11-21T01:13:00Z", run.get("began").asText());
    assertTrue(run.get("finished").asBoolean());
    assertEquals(4, run.get("exit_code").asInt());
  }

  @Test
  void aRunIsFoundByTheBeginningOfItsId() throws IOException {
    String sheet = String.join("\n", history(ExitCode.OK, "show", "20261121-0113"));
    for (String part :
        List.of(
            "Run " + RUN + ": wiped-with-exceptions",
            "SN-1",
            "pid 101 by root, interrupted",
            "no difference",
            "512 bytes at byte 512",
            "celsius 41",
            "speed of pass 1 (write)",
            "5 checkpoints")) {
      assertTrue(sheet.contains(part), part + " is not in\n" + sheet);
    }
    assertEquals(List.of(), history(ExitCode.USAGE, "show", "20261121"));
    assertTrue(console.err().contains("several runs begin with '20261121'"), console.err());
    history(ExitCode.USAGE, "show", "x");
    assertTrue(console.err().contains("no run begins with 'x'"), console.err());
    JsonNode story =
        new ObjectMapper().readTree(history(ExitCode.OK, "show", RUN, "--json").get(0));
    assertEquals(2, story.get("processes").size());
    assertEquals(512, story.get("sectors").get(0).get("length").asInt());
    assertEquals("bench", story.get("header").get("host").asText());
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 200})
  void tableAndChartFitTheTerminal(int columns) {
    Console terminal = new Console();
    terminal.kernel.terminal(1);
    terminal.env.put("COLUMNS", "" + columns);
    for (String line : history(ExitCode.OK, terminal)) {
      assertTrue(line.length() <= columns, line);
    }
    Console again = new Console();
    again.kernel.terminal(1);
    again.env.put("COLUMNS", "" + columns);
    List<String> chart =
        history(ExitCode.OK, again, "show", RUN).stream().filter(l -> l.contains("|")).toList();
    assertEquals(6, chart.size());
    chart.forEach(line -> assertTrue(line.length() <= columns && line.contains("#"), line));
  }

  @Test
  void exportsOverwriteNothing() throws IOException {
    Path file = folder.resolve("runs.json");
    history(ExitCode.OK, "export", "--format", "json", "--output", file.toString());
    JsonNode all = new ObjectMapper().readTree(Files.readAllBytes(file));
    assertEquals(2, all.size());
    assertEquals(2, all.get(0).get("pass_times").size());
    history(ExitCode.REFUSED, "export", "--output", file.toString());
    assertEquals(2, new ObjectMapper().readTree(Files.readAllBytes(file)).size());
    assertEquals(2, history(ExitCode.OK, "export", "--format", "jsonl").size());
    List<String> csv = history(ExitCode.OK, "export", "--format", "csv", "--serial", "SN-1");
    assertEquals(2, csv.size());
    assertEquals(csv.get(0).split(",", -1).length, csv.get(1).split(",", -1).length);
    history(ExitCode.USAGE, "export", "--format", "xml");
  }

  @Test
  void whatASpreadsheetWouldRunIsText() throws IOException {
    RecordedJournal.write(StateDirectory.open(state), "20261121-0115-7f3a9c", "=1+1, \"x\"");
    List<String> csv = history(ExitCode.OK, "export", "--format", "csv");
    assertTrue(
        csv.stream().anyMatch(line -> line.contains("\"'=1+1, \"\"x\"\"\"")), csv.toString());
  }

  @Test
  void pruningAsks() {
    history(ExitCode.REFUSED, "prune", "--older-than", "1h");
    assertTrue(console.err().contains("give --yes"), console.err());
    history(ExitCode.REFUSED, new Console().typed("n\n"), "prune", "--older-than", "1h");
    assertEquals(2, history(ExitCode.OK, "--json").size());
    assertEquals(
        List.of("0 runs removed."), history(ExitCode.OK, "prune", "--older-than", "30d", "--yes"));
    List<String> lines =
        history(ExitCode.OK, new Console().typed("y\n"), "prune", "--older-than", "1h");
    assertEquals("2 runs removed.", lines.get(2));
    assertEquals(0, history(ExitCode.OK, "--json").size());
    assertFalse(Files.exists(state.resolve("journal/" + RUN + ".jsonl")));
  }

  @Test
  void checkNamesWhatIsWrong() throws IOException {
    assertEquals(1, history(ExitCode.OK, "check").size());
    history(ExitCode.OK, "compact");
    assertEquals(1, history(ExitCode.OK, "check").size());
    Path zipped = state.resolve("journal/" + RUN + ".jsonl.gz");
    byte[] bytes = Files.readAllBytes(zipped);
    bytes[bytes.length / 2] ^= 4;
    Files.write(zipped, bytes);
    List<String> lines = history(ExitCode.DIFFERS, "check");
    assertTrue(lines.get(0).contains(RUN), lines.toString());
    assertTrue(lines.get(1).contains("1 wrong"), lines.toString());
  }

  @Test
  void theWordIsACommandAndNoDevice() {
    Console bare = new Console();
    ExitCode code =
        new Wipeit(bare.machine(), null)
            .run("history", "--state-dir", folder.resolve("none").toString());
    assertEquals(ExitCode.OK, code, bare.err());
    assertEquals("No such run is recorded.", bare.out().strip());
    assertFalse(Files.exists(folder.resolve("none")));
    history(ExitCode.USAGE, "--last", "0");
    history(ExitCode.USAGE, "--since", "yesterday");
  }

  @Test
  void momentsAreReadInTheLocalZone() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    assertEquals(noon, Moment.parse("2026-11-21T14:00", ZoneOffset.ofHours(2)).at());
    assertEquals(noon, Moment.parse("2026-11-21T12:00:00Z", ZoneOffset.ofHours(2)).at());
    assertEquals(
        Instant.EPOCH, Moment.parse("999999999d", ZoneOffset.UTC).instant(console.clock()));
  }
}
