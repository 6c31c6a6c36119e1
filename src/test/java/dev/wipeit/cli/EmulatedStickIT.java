package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A USB drive is pulled in the middle of a wipe and plugged in again, under another name. */
@Tag("emulated")
final class EmulatedStickIT {

  private static final long MIB = 1 << 20;
  private static final long SIZE = 96 * MIB;

  /** So much is saved before it is pulled: more than what a resume writes again. */
  private static final long LEAST = 68 * MIB;

  private static final Duration DEADLINE = Duration.ofMinutes(4);

  @Test
  void goesOnWhenItComesBackUnderAnotherName() throws IOException {
    try (Rack rack = new Rack()) {
      Drive stick = rack.drive(DriveKind.USB, "STICK-1", SIZE);
      Drive other = rack.drive(DriveKind.USB, "STICK-2", MIB);
      try (Machine machine = rack.boot(stick, other)) {
        String before = machine.run(stick.find()).expectExit(0).out();
        boolean wasFirst = before.compareTo(machine.run(other.find()).expectExit(0).out()) < 0;
        machine.pull(other);
        GuestCommand wipe =
            machine.start(
                "wipeit wipe --yes --json --skip-pretest --verify all --max-rate 16M/s"
                    + " --checkpoint-every 2M --serial STICK-1 $("
                    + stick.find()
                    + ")");
        Await.until(DEADLINE, () -> "checkpoints", () -> saved(wipe) >= LEAST);
        machine.pull(stick);
        ProgramResult gone = wipe.awaitExit(DEADLINE).expectExit(6);
        JsonNode told = JsonLines.of(gone.out()).only(JsonLines.Event.RESULT).get("devices").get(0);
        assertTrue(told.get("failure").asText().contains("went away"), gone::toString);

        // Whoever is plugged in first gets the first name that is free.
        machine.plug(wasFirst ? other : stick);
        machine.plug(wasFirst ? stick : other);
        assertNotEquals(before, machine.run(stick.find()).expectExit(0).out());
        ProgramResult resumed =
            machine.run(
                "wipeit resume --json; code=$?; cp -r /var/lib/wipeit /share/state; exit $code");
        resumed.expectExit(0);
        JsonNode goesOn = JsonLines.of(resumed.out()).only(JsonLines.Event.RUN_RESUMED);
        assertTrue(goesOn.get("from").asLong() > 0, resumed::toString);
        Checkpoint finished = new SavedState(machine.share().resolve("state")).finished();
        assertEquals(-1, PassBytes.of(finished).firstDifference(stick.image(), 0, SIZE));
      }
      assertEquals(0, nonZero(other), "the other stick");
    }
  }

  private static long saved(GuestCommand wipe) throws IOException {
    return JsonLines.of(wipe.out()).of(JsonLines.Event.CHECKPOINT_SAVED).stream()
        .mapToLong(each -> each.get("written").asLong())
        .max()
        .orElse(0);
  }

  private static long nonZero(Drive drive) throws IOException {
    long found = 0;
    for (byte each : Files.readAllBytes(drive.image())) {
      found += each == 0 ? 0 : 1;
    }
    return found;
  }
}
