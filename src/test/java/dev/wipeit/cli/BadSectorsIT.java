package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives with sectors that do not take a write: all else is written, and they are named. */
final class BadSectorsIT {

  private static final int SECTOR = 512;
  private static final long SIZE = (24L << 20) + SECTOR;
  private static final long LAST = SIZE / SECTOR - 1;

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

  private static ByteRange lbas(long first, long count) {
    return new ByteRange(first * SECTOR, count * SECTOR);
  }

  static Stream<Arguments> damages() {
    List<ByteRange> scattered =
        new Random(11)
            .longs(1, LAST / 8)
            .map(i -> 8 * i)
            .distinct()
            .limit(50)
            .sorted()
            .mapToObj(lba -> lbas(lba, 1))
            .toList();
    return Stream.of(
        Arguments.of("one", List.of(lbas(5001, 1))),
        Arguments.of("two", List.of(lbas(4095, 1), lbas(30_000, 1))),
        Arguments.of("fifty", scattered),
        Arguments.of("first and last", List.of(lbas(0, 1), lbas(LAST, 1))),
        Arguments.of("a run of 8 MiB", List.of(lbas(10_001, 16_384))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void areLeftOutExactlyAndNamed(String name, List<ByteRange> bad) throws IOException {
    damage(bad);
    Program wipe = disk.wipe("--retries", "1", "--json", "--verify", "all");
    ProgramResult result = wipe.run().expectExit(4);
    assertWipedBut(bad);
    JsonNode device = JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices").get(0);
    assertEquals("wiped-with-exceptions", device.get("result").asText());
    assertEquals(bad, ranges(device.get("unwritten")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void areFoundAgainByLocationBehindThePageCache(String name, List<ByteRange> bad)
      throws IOException {
    damage(bad);
    disk.wipe("--retries", "0", "--io", "buffered").run().expectExit(4);
    assertWipedBut(bad);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void areTheSameAfterAStopInTheMiddle(String name, List<ByteRange> bad) throws IOException {
    damage(bad);
    Program slow = disk.wipe("--retries", "0", "--max-rate", "12M", "--checkpoint-every", "1M");
    try (RunningProgram running = InterruptedRun.started(slow)) {
      running.signal("INT");
      running.awaitExit(InterruptedRun.SOON).expectExit(130);
    }
    disk.resume().run().expectExit(4);
    assertWipedBut(bad);
  }

  /** So large that pages are written back, and errors told, before the first checkpoint. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "last"})
  void areFoundAgainWhereAnErrorIsToldToAWriter(String verify) throws IOException {
    long size = 112L << 20;
    List<ByteRange> bad = List.of(lbas(5000, 1), lbas(20_001, 300), lbas(150_000, 2));
    try (FaultDrive large = FaultDrive.create(size);
        MarkedDevice device = MarkedDevice.over(LoopDevice.over(large, LoopOptions.USUAL))) {
      for (ByteRange range : bad) {
        large.badWrite(range.offset() / SECTOR, range.length() / SECTOR);
      }
      device.wipe("--io", "buffered", "--retries", "0", "--verify", verify).run().expectExit(4);
      assertEquals(bad, device.state().finished().badRanges());
      assertEquals(303, device.device().markerSectors());
    }
  }

  @Test
  void areShownAsSectors() throws IOException {
    damage(List.of(lbas(5001, 3)));
    ProgramResult result = disk.wipe().run().expectExit(4);
    assertTrue(result.out().contains("LBA 5001 to 5003"), result::toString);
  }

  @Test
  void thatTakeAWriteInTheEndAreNotBad() throws IOException {
    drive.badWrite(5001, 1, 6);
    disk.wipe().run().expectExit(0);
    disk.assertWiped();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero", "random"})
  void thatAreTooManyEndTheRunWhichCanBeGoneOnWith(String method) throws IOException {
    List<ByteRange> bad = List.of(lbas(10_001, 300));
    damage(bad);
    ProgramResult given =
        disk.wipe("-m", method, "--max-bad", "100K", "--retries", "0").run().expectExit(1);
    assertTrue(given.out().contains("--max-bad"), given::toString);
    disk.resume("--retries", "0", "--max-bad", "1M").run().expectExit(4);
    assertWipedBut(bad);
  }

  private void damage(List<ByteRange> bad) throws IOException {
    for (ByteRange range : bad) {
      drive.badWrite(range.offset() / SECTOR, range.length() / SECTOR);
    }
  }

  private void assertWipedBut(List<ByteRange> bad) throws IOException {
    Checkpoint end = disk.state().finished();
    assertEquals(bad, end.badRanges());
    long sectors = bad.stream().mapToLong(ByteRange::length).sum() / SECTOR;
    assertEquals(sectors, disk.device().markerSectors(), "sectors left as they were");
    long at = 0;
    for (ByteRange range : bad) {
      assertWritten(end, at, range.offset());
      at = range.end();
    }
    assertWritten(end, at, SIZE);
  }

  private void assertWritten(Checkpoint end, long from, long to) throws IOException {
    if (from < to) {
      long wrong = PassBytes.of(end).firstDifference(disk.device().backingFile(), from, to);
      assertTrue(wrong < 0 || wrong >= to, "differs at byte " + wrong);
    }
  }

  private static List<ByteRange> ranges(JsonNode array) {
    List<ByteRange> ranges = new ArrayList<>();
    array.forEach(
        range ->
            ranges.add(new ByteRange(range.get("offset").asLong(), range.get("length").asLong())));
    return ranges;
  }
}
