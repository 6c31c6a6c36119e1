package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.FakeRuns;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code status} for scripts: once, and line by line. */
final class StatusFollowIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private FakeRuns fakes;

  @BeforeEach
  void begin() throws IOException {
    fakes = new FakeRuns();
  }

  @AfterEach
  void end() throws IOException {
    fakes.close();
  }

  private Program status(String... more) throws IOException {
    String[] all = new String[1 + more.length];
    all[0] = "status";
    System.arraycopy(more, 0, all, 1, more.length);
    return Program.with(all).stateDirectory(fakes.path());
  }

  @Test
  void tellsEachRunAndThenEachChange() throws IOException {
    fakes.begin(2);
    try (RunningProgram running = status("--json", "--follow").start()) {
      running.awaitStdout("\"key\":\"" + fakes.run(1).key() + "\"", SOON);
      fakes.run(1).progress(25, 100);
      running.awaitStdout("\"progress_percent\":25.0", SOON);
      fakes.run(1).line("stall", Map.of("kind", "slow", "seconds", 3.0));
      running.awaitStdout("\"condition\":\"stalled\"", SOON);
      fakes.run(1).finish();
      running.awaitStdout("\"state\":\"finished\"", SOON);
      List<String> lines = running.stdout().lines().toList();
      for (String line : lines) {
        JsonNode run = new ObjectMapper().readTree(line);
        assertEquals("run", run.path("type").asText(), line);
      }
      assertEquals(1, lines.stream().filter(line -> line.contains(fakes.run(0).key())).count());
      assertTrue(lines.size() >= 5 && lines.size() <= 7, running.stdout());
    }
  }

  @Test
  void whatScriptsKnowIsStillThere() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(25, 100);
    JsonNode run = new ObjectMapper().readTree(status("--json").run().expectExit(0).out());
    for (String key :
        List.of(
            "type",
            "key",
            "state",
            "pid",
            "run",
            "time",
            "device",
            "serial",
            "wwn",
            "model",
            "total_size",
            "method",
            "pass",
            "passes",
            "pattern",
            "phase",
            "written",
            "verified",
            "bytes_done",
            "bytes_total",
            "progress_percent",
            "interruptions",
            "created",
            "bytes_per_second",
            "average_bytes_per_second",
            "eta_seconds",
            "celsius",
            "bad_bytes")) {
      assertTrue(run.has(key), key + " in " + run);
    }
    assertEquals("running", run.path("state").asText());
    assertEquals(104_857_600, run.path("bytes_per_second").asLong());
    assertEquals(0, run.path("bytes_done").asLong(), "as the checkpoint has it");
    String text = status().run().expectExit(0).out();
    assertTrue(text.contains("going on in process " + ProcessHandle.current().pid()), text);
    assertTrue(text.contains("  100.0 MiB/s, on average "), text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void endsWhenNobodyReadsItAnyMore(int runs) throws IOException {
    fakes.begin(runs);
    for (String json : List.of("--json", "--plain")) {
      Program follow =
          status("--follow", json).under("sh", "-c", "\"$@\" | { sleep 1; exec true; }", "sh");
      try (RunningProgram running = follow.start()) {
        running.awaitExit(SOON).expectExit(0);
        assertEquals("", running.stderr());
      }
    }
  }

  @Test
  void inAPipeThereIsALineForEachStep() throws IOException {
    fakes.begin(1);
    try (RunningProgram running = status("--follow").start()) {
      running.awaitStdout("^\\S+/sda: 0\\.0% .* running", SOON);
      for (double percent : new double[] {1, 2, 3, 6, 7}) {
        fakes.run(0).progress(percent, 100);
        fakes.run(0).save();
      }
      running.awaitStdout("^\\S+/sda: [567]\\.\\d% ", SOON);
      fakes.run(0).finish();
      running.awaitStdout("^\\S+/sda: 100\\.0% .* wiped", SOON);
      assertFalse(running.stdout().contains("\u001b"));
      assertTrue(running.stdout().lines().count() <= 5, running.stdout());
    }
  }

  @Test
  void oneThatBeginsLaterIsSeenToo() throws IOException {
    try (RunningProgram running = status("--follow").start()) {
      running.awaitStdout("^No run is going on or interrupted.$", SOON);
      fakes.begin(1);
      running.awaitStdout("^\\S+/sda: ", SOON);
      fakes.run(0).leave();
      running.awaitStdout("^\\S+/sda: .* interrupted", SOON);
    }
  }
}
