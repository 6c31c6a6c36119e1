package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A drive that stalls before its run, in its proof, or in a verification. */
final class StallBesideRunIT {

  private static final Duration SOON = Duration.ofSeconds(25);

  @AutoClose private final StallingDisk disk = StallingDisk.ofMebibytes(32);
  private final FaultDrive drive = disk.drive();
  private final MarkedDevice device = disk.device();

  StallBesideRunIT() throws IOException {}

  @Test
  void beforeTheFirstByteItIsGivenUpAndItsNeighbourIsWiped() throws IOException {
    try (MarkedDevice other = MarkedDevice.ofMebibytes(8)) {
      drive.stall();
      ProgramResult result =
          Program.with(
                  "wipe", device.node(), other.node(), "--yes", "--json", "--stall-timeout", "2s")
              .stateDirectory(device.state().directory())
              .deadline(SOON)
              .run()
              .expectExit(6);
      assertToldOnce(result);
      JsonNode stalled = entry(result, device.node());
      assertEquals("not-begun", stalled.get("result").asText());
      assertEquals(6, stalled.get("exit_code").asInt());
      assertTrue(stalled.get("failure").asText().contains("given up after 2 s"), "" + stalled);
      assertEquals("wiped", entry(result, other.node()).get("result").asText());
      assertEquals(0, other.device().markerSectors(), "sectors with the marker");
      drive.go();
      device.assertUntouched();
    }
  }

  @Test
  void inTheProofOfAResumeItIsGivenUpAndCanBeGoneOnWithLater() throws IOException {
    stopInTheMiddle();
    drive.pause();
    ProgramResult result =
        device.resume("--json", "--stall-timeout", "2s").deadline(SOON).run().expectExit(6);
    assertToldOnce(result);
    assertEquals(6, entry(result, device.node()).get("exit_code").asInt());
    drive.clear();
    drive.go();
    device.resume().run().expectExit(0);
    device.assertWiped();
  }

  @Test
  void inAVerificationItIsGivenUp() throws IOException {
    try (RunningProgram running = verifying("--stall-timeout", "2s")) {
      ProgramResult result = running.awaitExit(SOON).expectExit(6);
      assertToldOnce(result);
      JsonNode entry = entry(result, device.node());
      assertEquals("gone", entry.get("result").asText());
      assertEquals(1, entry.get("stalls").asInt());
      assertTrue(entry.get("longest_stall_seconds").asDouble() >= 2, entry.toString());
      drive.go();
    }
  }

  @Test
  void signalToAVerificationThatStallsSpeaksOfNoCheckpoint() throws IOException {
    try (RunningProgram running = verifying()) {
      running.signal("TERM");
      ProgramResult result = running.awaitExit(SOON).expectExit(143);
      assertTrue(result.err().contains("10 seconds: nothing was written."), result.toString());
      assertFalse(result.err().contains("checkpoint"), result.toString());
      drive.go();
    }
  }

  /** A verification whose device has ceased to answer. */
  private RunningProgram verifying(String... options) throws IOException {
    device.wipe("-m", "zero", "--verify", "none").run().expectExit(0);
    List<String> command =
        List.of("verify", device.node(), "--pattern", "zeros", "--json", "--max-rate", "4M");
    RunningProgram running = device.program(command, options).start();
    running.awaitStdout("\"progress\"", SOON);
    drive.stall();
    drive.awaitWaiting(1);
    return running;
  }

  private void stopInTheMiddle() throws IOException {
    try (RunningProgram running = device.wipe("--max-rate", "8M", "--json").start()) {
      running.awaitStdout("checkpoint_saved", SOON);
      running.signal("INT");
      running.awaitExit(SOON).expectExit(130);
    }
  }

  private void assertToldOnce(ProgramResult result) {
    JsonNode stall = JsonLines.of(result.out()).only(JsonLines.Event.STALL);
    assertEquals(device.node(), stall.get("device").asText());
    assertEquals("no-answer", stall.get("kind").asText());
    assertTrue(result.err().contains("the device has not answered for 2 s"), result.toString());
  }

  private static JsonNode entry(ProgramResult result, String node) {
    for (JsonNode entry : JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices")) {
      if (entry.get("device").asText().equals(node)) {
        return entry;
      }
    }
    throw new AssertionError(node + " is not in " + result);
  }
}
