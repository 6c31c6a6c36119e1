package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drives with sectors that cannot be read back: all else is compared, and they are named. */
final class UnreadableIT {

  private static final int SECTOR = 512;
  private static final long SIZE = (24L << 20) + SECTOR;

  private FaultDrive drive;
  private MarkedDevice disk;

  @BeforeEach
  void mount() throws IOException {
    drive = FaultDrive.create(SIZE);
    disk = MarkedDevice.over(LoopDevice.over(drive, LoopOptions.USUAL));
  }

  @AfterEach
  void unmount() throws IOException {
    try {
      disk.close();
    } finally {
      drive.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.wipeit.cli.BadSectorsIT#damages")
  void areNamedExactlyByTheRunAndByVerify(String name, List<ByteRange> bad) throws IOException {
    damage(bad);
    JsonNode wiped =
        device(disk.wipe("--retries", "1", "--json", "--verify", "last").run().expectExit(4));
    assertEquals("wiped-with-exceptions", wiped.get("result").asText());
    assertEquals(bad, ranges(wiped.get("unreadable")));
    assertEquals(0, wiped.get("sectors_differing").asLong());
    long unreadable = bad.stream().mapToLong(ByteRange::length).sum();
    assertEquals(SIZE - unreadable, wiped.get("verified_bytes").asLong());
    assertEquals(List.of(), ranges(wiped.get("unwritten")));
    ProgramResult again =
        disk.program(List.of("verify", disk.node()), "--json", "--retries", "0").run();
    assertEquals(bad, ranges(device(again.expectExit(4)).get("unreadable")));
    drive.clear();
    disk.assertWiped();
    disk.program(List.of("verify", disk.node())).run().expectExit(0);
  }

  @Test
  void areToldApartFromWhatDiffers() throws IOException {
    disk.wipe("-m", "zero").run().expectExit(0);
    disk.device().write(5003 * SECTOR + 17, new byte[] {1});
    disk.device().writeBack();
    damage(List.of(new ByteRange(5001 * SECTOR, 2 * SECTOR)));
    ProgramResult result =
        disk.program(List.of("verify", disk.node()), "--pattern", "zeros").run().expectExit(5);
    assertTrue(result.out().contains("the first at byte 2561553 (LBA 5003)"), result::toString);
    assertTrue(result.out().contains("LBA 5001 to 5002"), result::toString);
    assertTrue(result.out().contains("2 sectors could NOT be read back"), result::toString);
  }

  @Test
  void thatCanBeReadInTheEndAreNoFault() throws IOException {
    drive.badRead(5001, 1, 13);
    disk.wipe("--verify", "last").run().expectExit(0);
    disk.assertWiped();
  }

  @Test
  void thatAreTooManyEndTheRun() throws IOException {
    damage(List.of(new ByteRange(10_001 * SECTOR, 300 * SECTOR)));
    ProgramResult given =
        disk.wipe("--verify", "last", "--max-bad", "100K", "--retries", "0").run().expectExit(1);
    assertTrue(given.out().contains("gave up reading back"), given::toString);
  }

  private void damage(List<ByteRange> bad) throws IOException {
    for (ByteRange range : bad) {
      drive.badRead(range.offset() / SECTOR, range.length() / SECTOR);
    }
  }

  private static JsonNode device(ProgramResult result) {
    return JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices").get(0);
  }

  private static List<ByteRange> ranges(JsonNode array) {
    List<ByteRange> ranges = new ArrayList<>();
    array.forEach(
        range ->
            ranges.add(new ByteRange(range.get("offset").asLong(), range.get("length").asLong())));
    return ranges;
  }
}
