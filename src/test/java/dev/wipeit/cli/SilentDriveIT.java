package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A drive that never answers, beside one that does: who asks has its prompt and its code back. */
final class SilentDriveIT {

  private static final Duration SOON = Duration.ofSeconds(25);
  private static final long DEADLINE_SECONDS = 10;

  private FaultDrive drive;
  private LoopDevice silent;
  private MarkedDevice healthy;

  @BeforeEach
  void attach() throws IOException {
    drive = FaultDrive.create(16 << 20);
    silent = LoopDevice.over(drive, LoopOptions.USUAL.withDirectIo());
    healthy = MarkedDevice.ofMebibytes(8);
    drive.stall();
  }

  @AfterEach
  void detach() throws IOException {
    drive.close();
    silent.close();
    healthy.close();
  }

  @Test
  void listShowsItWithItsTroubleAndTheOthersAsTheyAre() throws IOException {
    long begin = System.nanoTime();
    ProgramResult result = ended(Program.with("list", "-v", "--all"), 0);
    assertTrue(seconds(begin) < DEADLINE_SECONDS + 6, "took " + seconds(begin) + " s");
    String sheet = sheet(result.out(), silent.node().toString());
    assertTrue(sheet.contains("trouble    does not answer (waited 10 s)"), sheet);
    assertTrue(sheet.contains("size       16 MiB"), sheet);
    assertTrue(sheet.contains("can wipe   no"), sheet);
    String other = sheet(result.out(), healthy.node());
    assertFalse(other.contains("does not answer"), other);
    assertTrue(other.contains("can wipe   yes"), other);
  }

  @Test
  void jsonListNamesItsTroubleAndTheNextCommandIsNotHeldByTheFirst() throws IOException {
    RunningProgram first = Program.with("list", "--json", "--all").start();
    try (first) {
      ProcessHandle java = ProcessHandle.of(first.javaPid()).orElseThrow();
      ProgramResult result = first.awaitExit(SOON).expectExit(0);
      JsonNode mute = disk(result, silent.node().toString());
      assertEquals("[\"does not answer (waited 10 s)\"]", mute.get("troubles").toString());
      assertFalse(mute.get("can_be_wiped").asBoolean());
      assertEquals("[]", disk(result, healthy.node()).get("troubles").toString());
      assertTrue(disk(result, healthy.node()).get("can_be_wiped").asBoolean());
      // What is left of the first is still with the drive.
      healthy.wipe("--json").deadline(SOON).run().expectExit(0);
      healthy.assertWiped();
      drive.go();
      Await.until(SOON, () -> "the end of Java", () -> !java.isAlive());
    }
  }

  @Test
  void whoWaitsForItIsToldSoon() throws IOException {
    Program wipe = Program.with("wipe", "--dry-run", silent.node().toString());
    try (RunningProgram waiting = wipe.start()) {
      waiting.awaitStderr(silent.node() + " does not answer; waiting up to 10 s", SOON);
      waiting.signal("TERM");
      waiting.awaitExit(SOON).expectExit(143);
      drive.go();
    }
  }

  @Test
  void signalEndsTheListAtOnce() throws IOException {
    try (RunningProgram list = Program.with("list", "-v", "--all").start()) {
      drive.awaitWaiting(1);
      long begin = System.nanoTime();
      list.signal("TERM");
      list.awaitExit(SOON).expectExit(143);
      assertTrue(seconds(begin) < 3, "took " + seconds(begin) + " s");
      drive.go();
    }
  }

  private static ProgramResult ended(Program program, int code) throws IOException {
    return program.deadline(SOON).run().expectExit(code);
  }

  private static String sheet(String out, String node) {
    int begin = ("\n" + out).indexOf("\n" + node + "\n");
    assertTrue(begin >= 0, out);
    int end = out.indexOf("\n/dev/", begin + 1);
    return out.substring(begin, end < 0 ? out.length() : end);
  }

  private static JsonNode disk(ProgramResult result, String node) throws IOException {
    for (String line : result.outLines()) {
      JsonNode disk = new ObjectMapper().readTree(line);
      if (disk.get("path").asText().equals(node)) {
        return disk;
      }
    }
    throw new AssertionError(node + " is not in\n" + result);
  }

  private static long seconds(long since) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
  }
}
