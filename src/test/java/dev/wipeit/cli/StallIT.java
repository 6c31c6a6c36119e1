package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Ctrl-C while the device does not answer: Java cannot end, since a thread of it is inside the
 * kernel; the launcher, which the caller waits for, can.
 */
final class StallIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long PATIENCE_MILLIS = 10_000;
  private static final long SLACK_MILLIS = 2_500;

  @AutoClose private final StallingDisk disk = StallingDisk.ofMebibytes(32);
  private final FaultDrive drive = disk.drive();
  private final MarkedDevice device = disk.device();

  StallIT() throws IOException {}

  @Test
  void endsAfterTenSecondsWithTheLastCheckpoint() throws IOException {
    try (RunningProgram running = stalled()) {
      ProcessHandle java = ProcessHandle.of(running.javaPid()).orElseThrow();
      long asked = System.nanoTime();
      running.signal("INT");
      ProgramResult result = running.awaitExit(SOON).expectExit(130);
      long millis = millisSince(asked);
      assertTrue(millis >= PATIENCE_MILLIS - 100, "gave up after " + millis + " ms");
      assertTrue(millis <= PATIENCE_MILLIS + SLACK_MILLIS, "gave up after " + millis + " ms");
      assertSays(result, "has not answered for 10 seconds: the last saved checkpoint stands");
      device.assertHolds(device.state().saved());
      goOn(java);
    }
  }

  @Test
  void secondCtrlCEndsAtOnce() throws IOException {
    try (RunningProgram running = stalled()) {
      ProcessHandle java = ProcessHandle.of(running.javaPid()).orElseThrow();
      running.signal("INT");
      // Within a second it would be taken as the same one.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1200));
      long asked = System.nanoTime();
      running.signal("INT");
      ProgramResult result = running.awaitExit(SOON).expectExit(130);
      assertTrue(millisSince(asked) < SLACK_MILLIS, "ended after " + millisSince(asked) + " ms");
      assertSays(result, "Not waiting any longer: the last saved checkpoint stands");
      goOn(java);
    }
  }

  @Test
  void deviceThatAnswersAgainInTimeIsSavedExactly() throws IOException {
    try (RunningProgram running = stalled()) {
      running.signal("INT");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2000));
      drive.go();
      running.awaitExit(SOON).expectExit(130);
    }
    device.assertHoldsExactly(device.state().saved());
  }

  @Test
  void stallTimeoutGivesTheDeviceUpWithTheLastCheckpoint() throws IOException {
    try (RunningProgram running = stalled("--stall-timeout", "2s")) {
      ProcessHandle java = ProcessHandle.of(running.javaPid()).orElseThrow();
      ProgramResult result = running.awaitExit(SOON).expectExit(6);
      JsonLines lines = JsonLines.of(result.out());
      JsonNode stall = lines.only(JsonLines.Event.STALL);
      assertEquals("no-answer", stall.get("kind").asText());
      assertTrue(stall.get("seconds").asDouble() >= 2, stall.toString());
      JsonNode entry = lines.only(JsonLines.Event.RESULT).get("devices").get(0);
      assertEquals("stalled", entry.get("result").asText());
      assertEquals(6, entry.get("exit_code").asInt());
      assertEquals(1, entry.get("stalls").asInt());
      assertTrue(entry.get("longest_stall_seconds").asDouble() >= 2, entry.toString());
      assertTrue(entry.get("progress_saved").asBoolean());
      assertSays(result, "the device has not answered for 2 s");
      device.assertHolds(device.state().saved());
      goOn(java);
    }
  }

  @Test
  void oneDeviceThatIsGivenUpKeepsNoOtherFromBeingWiped() throws IOException {
    try (MarkedDevice other = MarkedDevice.ofMebibytes(16)) {
      drive.pause();
      Program both =
          Program.with(
                  "wipe", device.node(), other.node(), "--yes", "--json", "--stall-timeout", "2s")
              .stateDirectory(device.state().directory());
      try (RunningProgram running = both.start()) {
        ProcessHandle java = ProcessHandle.of(running.javaPid()).orElseThrow();
        ProgramResult result = running.awaitExit(SOON).expectExit(6);
        JsonNode entries = JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices");
        assertEquals("stalled", entries.get(0).get("result").asText());
        assertEquals("wiped", entries.get(1).get("result").asText());
        drive.clear();
        Await.until(SOON, () -> "the end of Java", () -> !java.isAlive());
        assertEquals(0, other.device().markerSectors(), "sectors with the marker");
      }
    }
  }

  /** A wipe with a few checkpoints, whose device has ceased to answer. */
  private RunningProgram stalled(String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("--max-rate", "8M", "--checkpoint-every", "1M", "--json"));
    RunningProgram running = device.wipe(options.toArray(String[]::new)).start();
    Await.until(
        SOON,
        () -> "progress\n" + running.stdout() + running.stderr(),
        () -> running.stdout().split("checkpoint_saved", -1).length > 4);
    drive.stall();
    drive.awaitWaiting(1);
    return running;
  }

  /** Lets the device answer: all of the first run ends, and a second one finishes it. */
  private void goOn(ProcessHandle java) throws IOException {
    Checkpoint before = device.state().saved();
    drive.go();
    Await.until(SOON, () -> "the end of Java", () -> !java.isAlive());
    device.device().writeBack();
    assertEquals(
        before, device.state().saved(), "nothing is saved by a run that has been given up");
    device.assertHolds(before);
    device.resume().run().expectExit(0);
    device.assertWiped();
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private static void assertSays(ProgramResult result, String text) {
    assertTrue(result.err().contains(text), result.toString());
  }
}
