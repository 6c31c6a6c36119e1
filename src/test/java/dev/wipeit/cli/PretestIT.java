package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.PretestResults;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a drive that is as slow as a test wants, place by place. */
@Tag("concurrent")
final class PretestIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long MIB = 1 << 20;
  private static final long SIZE = 48 * MIB;
  private static final long SECTORS_PER_MIB = 2048;
  private static final long PLACE = 16 * MIB;

  @AutoClose private final StallingDisk disk = StallingDisk.ofMebibytes((int) (SIZE / MIB));
  private final FaultDrive drive = disk.drive();
  private final MarkedDevice device = disk.device();

  PretestIT() throws IOException {}

  @Test
  void slowDriveIsMeasuredAtThreePlacesAndWipedInSmallChunks() throws IOException {
    drive.rate(0, SIZE / 512, 40);
    ProgramResult result = device.wipe("--pretest", "--json").run().expectExit(0);
    JsonLines lines = JsonLines.of(result.out());
    JsonNode started = lines.only(JsonLines.Event.PRETEST_STARTED);
    assertEquals("[0,16777216,33554432]", started.get("positions").toString());
    assertEquals(PLACE, started.get("length").asLong());
    JsonNode pretest = lines.only(JsonLines.Event.PRETEST);
    assertEquals("small_chunk", pretest.get("algorithm").asText());
    for (JsonNode speed : pretest.get("speeds")) {
      assertTrue(speed.asDouble() > 0 && speed.asDouble() < 44, pretest.toString());
    }
    assertSays(result, "first writes 16 MiB at its beginning, middle and end");
    device.assertWiped();
    Checkpoint end = device.state().finished();
    assertEquals(ChunkStrategy.SMALL_CHUNK, end.strategy());
    // Numbers, not texts: 39.1 is 39.10.
    assertEquals(
        0,
        pretest
            .get("average_speed")
            .decimalValue()
            .compareTo(Objects.requireNonNull(end.pretest()).average()));
    assertEquals(100 * MIB, end.chunkSize());
  }

  @Test
  void resultsAreUsedAgainOnResume() throws IOException {
    // How fast the first third is depends on this machine: adaptive chunks, or small ones.
    drive.rate(16 * SECTORS_PER_MIB, 32 * SECTORS_PER_MIB, 10);
    try (RunningProgram running =
        device
            .wipe("--pretest", "--json", "--max-rate", "8M", "--checkpoint-every", "1M")
            .start()) {
      Await.until(
          SOON,
          () -> "progress\n" + running.stdout() + running.stderr(),
          () -> running.stdout().split("checkpoint_saved", -1).length > 4);
      running.signal("INT");
      running.awaitExit(SOON).expectExit(130);
      assertTrue(running.stderr().contains("  average   "), running.stderr());
    }
    Checkpoint stopped = device.state().saved();
    PretestResults results = Objects.requireNonNull(stopped.pretest());
    assertEquals(results.recommended(), stopped.strategy());
    assertNotEquals(ChunkStrategy.STANDARD, stopped.strategy());
    ProgramResult resumed = device.resume("--json").run().expectExit(0);
    assertEquals(List.of(), JsonLines.of(resumed.out()).of(JsonLines.Event.PRETEST_STARTED));
    Checkpoint end = device.state().finished();
    assertEquals(results, end.pretest());
    assertEquals(stopped.strategy(), end.strategy());
    device.assertWiped();
  }

  @Test
  void killedRightAfterThePretestTheChoiceIsSavedWithTheResults() throws IOException {
    drive.rate(0, SIZE / 512, 40);
    try (RunningProgram running = device.wipe("--pretest", "--json", "--max-rate", "1M").start()) {
      Await.until(
          SOON,
          () -> "a pretest\n" + running.stdout() + running.stderr(),
          () -> running.stdout().contains("\"pretest\""));
      running.signal("KILL");
      running.awaitExit(SOON);
    }
    Checkpoint saved = device.state().saved();
    assertNotNull(saved.pretest());
    assertEquals(ChunkStrategy.SMALL_CHUNK, saved.strategy());
    device.resume().run().expectExit(0);
    device.assertWiped();
  }

  @Test
  void loopDeviceIsNotMeasuredUnasked() throws IOException {
    ProgramResult result = device.wipe("--json").run().expectExit(0);
    assertEquals(List.of(), JsonLines.of(result.out()).of(JsonLines.Event.PRETEST));
    assertNull(device.state().finished().pretest());
    assertFalse(result.err().contains("pretest"), result.err());
  }

  @Test
  void pretestAndASizeOfChunksExcludeEachOther() throws IOException {
    ProgramResult both = device.wipe("--pretest", "-b", "4M").run().expectExit(2);
    assertSays(both, "leave one of them out");
    device.wipe("--pretest", "--skip-pretest").run().expectExit(2);
    device.assertUntouched();
  }

  private static void assertSays(ProgramResult result, String text) {
    assertTrue(result.err().contains(text), result.toString());
  }
}
