package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the packaged program remembers of real wipes. */
final class HistoryIT {

  private LoopDevice device;

  @BeforeEach
  void attach() throws IOException {
    device = LoopDevice.create(8 << 20);
  }

  @AfterEach
  void detach() throws IOException {
    device.close();
  }

  private static ProgramResult history(Path state, int code, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("history"));
    all.addAll(List.of(arguments));
    return Program.with(all.toArray(String[]::new)).stateDirectory(state).run().expectExit(code);
  }

  private static JsonNode only(Path state) throws IOException {
    List<String> lines = history(state, 0, "--json").outLines();
    assertEquals(1, lines.size(), lines.toString());
    return new ObjectMapper().readTree(lines.get(0));
  }

  private Path wiped() throws IOException {
    Program program = Program.with("wipe", device.node().toString(), "--yes");
    program.run().expectExit(0);
    return program.stateDirectory();
  }

  @Test
  void aRunThatWasKilledAndGoneOnWithHasItsWholeStory() throws IOException {
    Program program = InterruptedRun.slow(device);
    Path state = program.stateDirectory();
    try (RunningProgram running = InterruptedRun.started(program)) {
      assertEquals("running", only(state).get("result").asText());
      // The wipe itself has nothing to do with the database.
      String maps = Files.readString(Path.of("/proc/" + running.javaPid() + "/maps"));
      assertFalse(maps.contains("sqlite"), maps);
      running.kill9();
    }
    ProgramResult after = history(state, 0);
    assertTrue(after.out().contains("interrupted"), after.toString());
    assertTrue(after.err().contains("of 1 interrupted run."), after.toString());
    Program.with("resume", device.node().toString()).stateDirectory(state).run().expectExit(0);

    JsonNode run = only(state);
    assertEquals("wiped", run.get("result").asText());
    assertEquals(1, run.get("interruptions").asInt());
    assertEquals(device.node().toString(), run.get("device").asText());
    String id = run.get("run").asText();
    JsonNode story =
        new ObjectMapper().readTree(history(state, 0, "show", id.substring(0, 18), "--json").out());
    assertEquals(2, story.get("processes").size());
    assertEquals("interrupted", story.get("processes").get(0).get("result").asText());
    assertEquals(8 << 20, written(story), 2 << 20);
    history(state, 0, "check");
    history(state, 0, "rebuild");
    assertEquals(run, only(state));
    history(state, 0, "compact");
    history(state, 0, "check");
    history(state, 0, "rebuild");
    assertEquals(run, only(state));
  }

  private static long written(JsonNode story) {
    long bytes = 0;
    for (JsonNode pass : story.get("pass_times")) {
      bytes += pass.get("phase").asText().equals("write") ? pass.get("bytes").asLong() : 0;
    }
    return bytes;
  }

  @Test
  void aWipeGoesOnWhateverIsInPlaceOfTheDatabase() throws IOException {
    Path state = wiped();
    assertFalse(Files.exists(state.resolve("history.db")), "a wipe does not make it");
    history(state, 0);
    byte[] garbage = "no database".repeat(900).getBytes(StandardCharsets.UTF_8);
    Files.write(state.resolve("history.db"), garbage);
    Program.with("wipe", device.node().toString(), "--yes")
        .stateDirectory(state)
        .run()
        .expectExit(0);
    assertArrayEquals(garbage, Files.readAllBytes(state.resolve("history.db")));
    ProgramResult mended = history(state, 0, "--json");
    assertEquals(2, mended.outLines().size(), mended.toString());
    assertEquals(1, mended.err().lines().filter(l -> l.contains("was set aside")).count());
    assertEquals("", history(state, 0).err());
  }

  @Test
  void aReadOnlyFolderIsReadAndLeftAlone() throws IOException {
    Requires.mountNamespace();
    Path state = wiped();
    ProgramResult before = history(state, 0);
    ProgramResult result =
        Program.with("history")
            .stateDirectory(state)
            .under(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"",
                state.toString())
            .run()
            .expectExit(0);
    assertEquals(before.out(), result.out());
    assertTrue(result.err().contains("cannot be written to"), result.toString());
  }

  @Test
  void anOlderRunIsKnownByItsCheckpoint() throws IOException {
    Path state = wiped();
    try (var files = Files.walk(state.resolve("journal"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    ProgramResult rebuilt = history(state, 0, "rebuild");
    assertTrue(rebuilt.out().contains("1 of the runs have no journal"), rebuilt.toString());
    assertEquals("completed", only(state).get("result").asText());
    String id = only(state).get("run").asText();
    assertTrue(history(state, 0, "show", id).out().contains("archived checkpoint alone"));
  }
}
