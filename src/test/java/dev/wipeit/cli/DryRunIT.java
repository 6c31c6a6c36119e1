package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Mounted;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run tells what a wipe would do, and writes nothing at all. */
final class DryRunIT {

  private static final long SIZE = 16 << 20;

  @TempDir private Path folder;
  private LoopDevice device;
  private String before;

  @BeforeEach
  void aDeviceWithData() throws IOException {
    device = LoopDevice.create(SIZE);
    device.fill();
    before = device.sha256();
  }

  @AfterEach
  void detach() throws IOException {
    device.close();
  }

  private Program dry(String... more) throws IOException {
    String[] all =
        Stream.concat(Stream.of("wipe", "--dry-run"), Stream.of(more)).toArray(String[]::new);
    return Program.with(all).stateDirectory(folder.resolve("state"));
  }

  private String saved() throws IOException {
    StringBuilder all = new StringBuilder();
    if (Files.exists(folder.resolve("state"))) {
      try (Stream<Path> walk = Files.walk(folder.resolve("state"))) {
        for (Path path : walk.sorted().toList()) {
          all.append(path).append(Files.getLastModifiedTime(path));
          if (Files.isRegularFile(path)) {
            all.append(HexFormat.of().formatHex(Files.readAllBytes(path)));
          }
        }
      }
    }
    return all.toString();
  }

  @Test
  void showsThePlanAndWritesNothing() throws IOException {
    ProgramResult result =
        dry("-m", "dod-5220.22-m", "--max-rate", "4M", device.node().toString())
            .run()
            .expectExit(0);
    String out = result.out();
    assertTrue(out.startsWith("dry run: " + device.node() + "\n"), out);
    assertTrue(out.contains("  method    dod-5220.22-m, 3 passes, verify "), out);
    assertTrue(out.contains("  passes    "), out);
    assertTrue(out.contains("  bytes     48 MiB written, "), out);
    assertTrue(out.contains("  time      about 00:00:"), out);
    assertTrue(out.contains("at --max-rate 4 MiB/s"), out);
    assertTrue(out.contains("  consent   missing: give --yes"), out);
    assertTrue(out.contains("  guard     nothing is in the way"), out);
    assertTrue(
        out.endsWith("Dry run: the wipe would begin, given consent. Nothing was written.\n"), out);
    assertEquals(before, device.sha256());
    assertFalse(Files.exists(folder.resolve("state")), "no state directory");
  }

  @Test
  void opensNothingForWriting() throws IOException {
    Requires.tool("strace");
    Path trace = folder.resolve("trace");
    dry("--yes", device.node().toString())
        .under(
            "strace",
            "-f",
            "-y",
            "-o",
            trace.toString(),
            "-e",
            "trace=open,openat,creat,mkdir,mkdirat")
        .deadline(Duration.ofMinutes(2))
        .run()
        .expectExit(0);
    SystemCalls calls = SystemCalls.of(trace);
    String node = "\"" + device.node() + "\"";
    assertFalse(calls.all(call -> call.has(node)).isEmpty(), "the trace shows the device at all");
    assertEquals(
        List.of(),
        calls.all(
            call ->
                call.has(node)
                    && (call.has("O_WRONLY") || call.has("O_RDWR") || call.has("O_EXCL"))));
    String state = folder.resolve("state").toString();
    assertEquals(
        List.of(),
        calls.all(
            call ->
                call.has(state)
                    && (call.is("mkdir")
                        || call.is("mkdirat")
                        || call.has("O_CREAT")
                        || call.has("O_WRONLY")
                        || call.has("O_RDWR"))));
  }

  @Test
  void tellsWhatWouldBeRefused() throws IOException {
    Mounted.makeExt4(device.node());
    before = device.sha256();
    try (Mounted mounted = Mounted.device(device.node(), "ro")) {
      ProgramResult result = dry("--yes", device.node().toString()).run().expectExit(3);
      assertTrue(
          result.out().contains("refused: " + device.node() + " is mounted on "),
          mounted + result.out());
      assertTrue(result.out().contains("  method    random"), "the plan all the same: " + result);
      assertTrue(result.out().contains("the wipe would be refused"), result.out());
      assertEquals(before, device.sha256());
    }
  }

  @Test
  void tellsItInJson() throws IOException {
    String missing = folder.resolve("missing").toString();
    ProgramResult result =
        dry("--json", "--yes", device.node().toString(), missing).run().expectExit(3);
    List<JsonNode> lines = JsonLines.of(result.out()).all();
    assertEquals(2, lines.size(), result.out());
    JsonNode plan = lines.get(0);
    assertEquals("plan", plan.path("type").asText());
    assertEquals(device.node().toString(), plan.path("device").asText());
    assertEquals(SIZE, plan.path("bytes_written").asLong());
    assertTrue(plan.path("bytes_read").asLong() > 0, result.out());
    assertTrue(plan.path("estimated_seconds").isNull(), result.out());
    assertTrue(plan.path("can_be_wiped").asBoolean(), result.out());
    assertEquals("given on the command line", plan.path("consent").asText());
    JsonNode end = lines.get(1);
    assertEquals("result", end.path("type").asText());
    assertTrue(end.path("dry_run").asBoolean(), result.out());
    assertEquals(3, end.path("exit_code").asInt());
    assertEquals(0, end.path("devices").get(0).path("exit_code").asInt());
    assertEquals(3, end.path("devices").get(1).path("exit_code").asInt());
    assertEquals(before, device.sha256());
  }

  @Test
  void namesTheRunThatWouldBeGivenUpAndKeepsIt() throws IOException {
    RunningProgram running =
        Program.with("wipe", "--yes", "--max-rate", "2M", device.node().toString())
            .stateDirectory(folder.resolve("state"))
            .start();
    running.awaitStderr("begins at byte", Duration.ofSeconds(30));
    ProgramResult meanwhile = dry("--yes", device.node().toString()).run().expectExit(3);
    assertTrue(meanwhile.out().contains("is already being wiped by process"), meanwhile.out());
    running.signal("INT");
    running.awaitExit(Duration.ofSeconds(15)).expectExit(130);
    String saved = saved();
    before = device.sha256();
    ProgramResult result = dry("--yes", device.node().toString()).run().expectExit(0);
    assertTrue(result.out().contains("will be given up"), result.out());
    assertEquals(saved, saved());
    assertEquals(before, device.sha256());
  }

  @Test
  void aWrongCommandLineIsStillWrong() throws IOException {
    dry().run().expectExit(2);
    dry("-m", "nonsense", device.node().toString()).run().expectExit(2);
    dry("--serial", "S4EWNX0R", device.node().toString()).run().expectExit(3);
    dry("--select", "transport=loop name=" + device.name(), "--expect", "2").run().expectExit(3);
    dry("--select", "transport=loop name=" + device.name(), "--expect", "1").run().expectExit(0);
    assertEquals(before, device.sha256());
  }
}
