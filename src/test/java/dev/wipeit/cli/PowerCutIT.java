package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A drive with a volatile write cache loses its power in the middle of a run of the packaged
 * program: what no flush has covered is lost in any part. {@code -Dwipeit.drivecuts=N} sets how
 * often, {@code -Dwipeit.seed=N} repeats what is drawn.
 */
final class PowerCutIT {

  private static final long SEED = Long.getLong("wipeit.seed", System.nanoTime());
  private static final int CUTS = Integer.getInteger("wipeit.drivecuts", 6);
  private static final int MIB = 1 << 20;
  private static final int SIZE = 16 * MIB;
  private static final Duration SOON = Duration.ofSeconds(40);

  /** Most runs of that size have more: the cut comes in the write, between passes or at the end. */
  private static final int REQUESTS = 90;

  private FaultDrive drive;
  private MarkedDevice device;

  @BeforeEach
  void attach() throws IOException {
    drive = FaultDrive.create(SIZE);
    device = MarkedDevice.over(LoopDevice.over(drive, LoopOptions.USUAL));
    drive.cache(SIZE);
  }

  @AfterEach
  void detach() throws IOException {
    drive.close();
    device.close();
  }

  @Test
  void whatIsClaimedIsThereAndTheRunGoesOn() throws IOException {
    System.out.println("PowerCutIT: wipeit.seed=" + SEED + " wipeit.drivecuts=" + CUTS);
    SplittableRandom random = new SplittableRandom(SEED);
    boolean begun = false;
    for (int cut = 0; cut < CUTS || begun; cut++) {
      if (cut < CUTS) {
        drive.cut(random.nextLong(), random.nextInt(REQUESTS));
      }
      ProgramResult result = begun ? run("resume") : wipe(random);
      drive.back();
      begun = result.exitCode() != 0;
      if (begun) {
        checkCut(result);
      } else {
        drive.clear();
        device.assertWiped();
        device.close();
        drive.close();
        attach();
      }
    }
  }

  private ProgramResult wipe(SplittableRandom random) throws IOException {
    String method = random.nextBoolean() ? "random" : "zero";
    String io = random.nextBoolean() ? "direct" : "buffered";
    String verify = random.nextBoolean() ? "all" : "sample";
    return run("wipe", "--io", io, "--method", method, "--rounds", "2", "--verify", verify);
  }

  private ProgramResult run(String command, String... more) throws IOException {
    String[] options = new String[more.length + 3];
    System.arraycopy(more, 0, options, 3, more.length);
    options[0] = "--json";
    options[1] = "--checkpoint-every";
    options[2] = "1M";
    return (command.equals("wipe") ? device.wipe(options) : device.resume(options))
        .deadline(SOON)
        .run();
  }

  private void checkCut(ProgramResult result) throws IOException {
    // 1 where it is the last look at the device that finds it gone.
    assertTrue(List.of(1, 6).contains(result.exitCode()), result::toString);
    @Nullable Checkpoint saved = device.state().last();
    if (saved == null) {
      device.assertUntouched();
      return;
    }
    device.assertHolds(saved);
    List<JsonNode> said = JsonLines.of(result.out()).of(JsonLines.Event.CHECKPOINT_SAVED);
    if (!said.isEmpty()) {
      long bytes = said.get(said.size() - 1).path("bytes_done").asLong();
      assertTrue(saved.bytesDone() >= bytes, () -> "said " + bytes + ", but saved " + saved);
    }
  }

  @Test
  void aDriveWhoseFlushesLieIsNotTrusted() throws IOException {
    drive.lieAboutFlushes(Integer.MAX_VALUE);
    drive.cut(4, 30);
    run("wipe", "--method", "zero", "--verify", "none").expectExit(6);
    drive.clear();
    drive.back();
    Checkpoint saved = device.state().saved();
    // This is how the other test would find a program that does not flush.
    assertThrows(AssertionError.class, () -> device.assertHolds(saved));
    String before = device.device().sha256();
    ProgramResult refused = run("resume").expectExit(7);
    assertNotNull(device.state().last(), refused::toString);
    assertEquals(before, device.device().sha256());
  }
}
