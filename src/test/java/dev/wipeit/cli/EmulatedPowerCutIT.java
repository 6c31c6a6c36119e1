package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.lab.Drive;
import dev.wipeit.lab.DriveKind;
import dev.wipeit.lab.GuestCommand;
import dev.wipeit.lab.Machine;
import dev.wipeit.lab.Rack;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The power of a whole machine fails in the middle of a wipe; it boots again and goes on. */
@Tag("emulated")
final class EmulatedPowerCutIT {

  private static final long MIB = 1 << 20;
  private static final long SIZE = 96 * MIB;
  private static final Duration DEADLINE = Duration.ofMinutes(4);

  /** How many machines lose their power. */
  private static final int CUTS = Integer.getInteger("wipeit.cuts", 1);

  /** So much of each drive is saved before the cut: more than what a resume writes again. */
  private static final long LEAST = 66 * MIB;

  private static final long MOST = 80 * MIB;

  private static final String RESUME =
      "wipeit resume --json --quiet --state-dir /mnt/state/wipeit; code=$?;"
          + " cp -r /mnt/state/wipeit /share/state; exit $code";

  @Test
  void goesOnWithBothRunsAfterAPowerCut() throws IOException {
    Requires.tool("mkfs.ext4");
    long seed = Long.getLong("wipeit.seed", System.nanoTime());
    System.out.println("EmulatedPowerCutIT: wipeit.seed=" + seed);
    Random random = new Random(seed);
    for (int cut = 0; cut < CUTS; cut++) {
      cutAfter(random.nextLong(LEAST, MOST));
    }
  }

  /** Cuts the power when so many bytes of each of two runs are saved, boots again, goes on. */
  private static void cutAfter(long least) throws IOException {
    try (Rack rack = new Rack()) {
      Drive fast = rack.drive(DriveKind.NVME, "DRIVE-1", SIZE);
      Drive slow = rack.drive(DriveKind.SATA, "DRIVE-2", SIZE);
      Drive state = rack.drive(DriveKind.VIRTIO, "STATE", 16 * MIB);
      Map<String, Long> saved;
      try (Machine machine = rack.boot(fast, slow, state)) {
        machine.run("mkfs.ext4 -q $(" + state.find() + ")").expectExit(0);
        GuestCommand wipe = machine.start(mount(state) + wipe(fast, slow));
        Await.until(DEADLINE, () -> "checkpoints of both", () -> isSaved(wipe, least));
        machine.cutPower();
        saved = saved(wipe);
      }
      // Another machine, where one of the drives is on another kind of controller.
      try (Machine machine = rack.boot(fast, moved(slow), state)) {
        ProgramResult resumed = machine.run(mount(state) + RESUME).expectExit(0);
        for (JsonNode run : JsonLines.of(resumed.out()).of(JsonLines.Event.RUN_RESUMED)) {
          long from = run.get("from").asLong();
          assertTrue(from > 0 && from <= saved.get(run.get("run").asText()), resumed::toString);
        }
        List<Checkpoint> finished = new SavedState(machine.share().resolve("state")).archived();
        assertEquals(2, finished.size());
        for (Checkpoint run : finished) {
          Drive drive = "DRIVE-1".equals(run.identity().serial()) ? fast : slow;
          assertEquals(1, run.interruptions());
          assertEquals(-1, PassBytes.of(run).firstDifference(drive.image(), 0, SIZE));
        }
      }
    }
  }

  private static Drive moved(Drive drive) {
    return new Drive(
        DriveKind.SCSI, drive.serial(), 1, drive.image(), drive.properties(), drive.badSectors());
  }

  private static String mount(Drive state) {
    return "mkdir -p /mnt/state && mount $(" + state.find() + ") /mnt/state && ";
  }

  private static String wipe(Drive first, Drive second) {
    return "wipeit wipe --yes --json --quiet --skip-pretest --verify all --max-rate 16M/s"
        + " --checkpoint-every 2M --state-dir /mnt/state/wipeit --serial DRIVE-1 --serial DRIVE-2"
        + " $(%s) $(%s)".formatted(first.find(), second.find());
  }

  private static boolean isSaved(GuestCommand wipe, long least) throws IOException {
    Map<String, Long> saved = saved(wipe);
    return saved.size() == 2 && saved.values().stream().allMatch(written -> written >= least);
  }

  /** The offset of the last checkpoint that was told to be saved, by the run. */
  private static Map<String, Long> saved(GuestCommand wipe) throws IOException {
    return checkpoints(wipe)
        .collect(
            Collectors.toMap(
                each -> each.get("run").asText(),
                each -> each.get("written").asLong(),
                (earlier, later) -> later));
  }

  private static Stream<JsonNode> checkpoints(GuestCommand wipe) throws IOException {
    return JsonLines.of(wipe.out()).of(JsonLines.Event.CHECKPOINT_SAVED).stream();
  }
}
