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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power of a whole machine fails in the middle of a wipe; it boots again and goes on. */
final class EmulatedPowerCutIT {

  private static final long MIB = 1 << 20;
  private static final long SIZE = 48 * MIB;
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  @ParameterizedTest
  @EnumSource(names = {"NVME", "SATA"})
  void goesOnAfterAPowerCut(DriveKind kind) throws IOException {
    try (Rack rack = new Rack()) {
      Drive drive = rack.drive(kind, "DRIVE-1", SIZE);
      Drive state = rack.drive(DriveKind.VIRTIO, "STATE", 16 * MIB);
      String mount = "mkdir -p /mnt/state && mount $(" + state.find() + ") /mnt/state && ";
      long saved;
      try (Machine machine = rack.boot(drive, state)) {
        machine.run("mkfs.ext4 -q $(" + state.find() + ")").expectExit(0);
        GuestCommand wipe =
            machine.start(
                mount
                    + "wipeit wipe --yes --json --skip-pretest --verify all --state-dir /mnt/state/wipeit"
                    + " --max-rate 8M/s --checkpoint-every 2M --serial DRIVE-1 $("
                    + drive.find()
                    + ")");
        Await.until(DEADLINE, () -> "three checkpoints", () -> checkpoints(wipe).size() >= 3);
        machine.cutPower();
        List<JsonNode> told = checkpoints(wipe);
        saved = told.get(told.size() - 1).get("written").asLong();
        assertTrue(saved > 0 && saved < SIZE, "saved: " + saved);
      }
      try (Machine machine = rack.boot(drive, state)) {
        ProgramResult resumed =
            machine.run(
                mount
                    + "wipeit resume --json --state-dir /mnt/state/wipeit; code=$?;"
                    + " cp -r /mnt/state/wipeit /share/state; exit $code");
        resumed.expectExit(0);
        assertTrue(
            JsonLines.of(resumed.out()).only(JsonLines.Event.RUN_RESUMED).get("from").asLong()
                <= saved);
        Checkpoint finished = new SavedState(machine.share().resolve("state")).finished();
        assertEquals(1, finished.interruptions());
        assertEquals(-1, PassBytes.of(finished).firstDifference(drive.image(), 0, SIZE));
      }
    }
  }

  private static List<JsonNode> checkpoints(GuestCommand wipe) throws IOException {
    return JsonLines.of(wipe.out()).of(JsonLines.Event.CHECKPOINT_SAVED);
  }
}
