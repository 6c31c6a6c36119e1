package dev.wipeit.cli;

import static dev.wipeit.cli.DamagedDisk.SECTOR;
import static dev.wipeit.cli.DamagedDisk.SIZE;
import static dev.wipeit.cli.DamagedDisk.lbas;
import static dev.wipeit.cli.DamagedDisk.ranges;
import static dev.wipeit.cli.DamagedDisk.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives with sectors that do not take a write: all else is written, and they are named. */
@Tag("concurrent")
final class BadSectorsIT {

  @AutoClose private final DamagedDisk damaged = DamagedDisk.create();
  private final MarkedDevice disk = damaged.disk();

  BadSectorsIT() throws IOException {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.wipeit.cli.DamagedDisk#damages")
  void areLeftOutExactlyAndNamed(String name, List<ByteRange> bad) throws IOException {
    damaged.badWrites(bad);
    Program wipe = disk.wipe("--retries", "1", "--json", "--verify", "all");
    JsonNode device = result(wipe.run().expectExit(4));
    assertWipedBut(bad);
    assertEquals("wiped-with-exceptions", device.get("result").asText());
    assertEquals(bad, ranges(device.get("unwritten")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.wipeit.cli.DamagedDisk#damages")
  void areFoundAgainByLocationBehindThePageCache(String name, List<ByteRange> bad)
      throws IOException {
    damaged.badWrites(bad);
    disk.wipe("--retries", "0", "--io", "buffered").run().expectExit(4);
    assertWipedBut(bad);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.wipeit.cli.DamagedDisk#damages")
  void areTheSameAfterAStopInTheMiddle(String name, List<ByteRange> bad) throws IOException {
    damaged.badWrites(bad);
    Program slow = disk.wipe("--retries", "0", "--max-rate", "12M", "--checkpoint-every", "1M");
    try (RunningProgram running = InterruptedRun.started(slow)) {
      running.signal("INT");
      running.awaitExit(InterruptedRun.SOON).expectExit(130);
    }
    disk.resume().run().expectExit(4);
    assertWipedBut(bad);
  }

  /** The second process does not know that the page cache keeps errors back, but must not fail. */
  @Test
  void areTheSameAfterAStopInTheMiddleBehindThePageCache() throws IOException {
    List<ByteRange> bad = List.of(lbas(801, 3), lbas(10_001, 300), lbas(40_000, 1));
    damaged.badWrites(bad);
    String[] buffered = {"--io", "buffered", "--retries", "0", "--max-rate", "24M"};
    Program slow = disk.wipe(buffered);
    try (RunningProgram running = slow.start()) {
      Await.until(InterruptedRun.SOON, running::stderr, () -> isPutOff());
      running.signal("INT");
      running.awaitExit(InterruptedRun.SOON).expectExit(130);
    }
    disk.resume(buffered).run().expectExit(4);
    assertWipedBut(bad);
  }

  /** What a run goes back for is written again also where the page cache could not write it. */
  @ParameterizedTest
  @ValueSource(strings = {"direct", "buffered"})
  void areFoundInWhatIsWrittenAgainAfterAStop(String io) throws IOException {
    Program slow = disk.wipe("--io", io, "--max-rate", "12M", "--checkpoint-every", "1M");
    try (RunningProgram running = slow.start()) {
      Await.until(InterruptedRun.SOON, running::stderr, () -> isWritten(8 << 20));
      running.signal("INT");
      running.awaitExit(InterruptedRun.SOON).expectExit(130);
    }
    List<ByteRange> bad = List.of(lbas(800, 8));
    damaged.badWrites(bad);
    disk.resume("--io", io, "--retries", "0").run().expectExit(4);
    assertEquals(bad, disk.state().finished().badRanges());
    assertEquals(0, disk.device().markerSectors(), "sectors left as they were");
  }

  private boolean isWritten(long bytes) throws IOException {
    Checkpoint last = disk.state().last();
    return last != null && last.written() >= bytes;
  }

  private boolean isPutOff() throws IOException {
    Checkpoint last = disk.state().last();
    return last != null && !last.deferredRanges().isEmpty();
  }

  /** The drive has given them another place since: the old bytes must not stay behind. */
  @Test
  void thatTakeALaterPassAreOverwrittenAndNamed() throws IOException {
    List<ByteRange> bad = List.of(lbas(5001, 3), lbas(30_000, 1));
    damaged.badWrites(bad);
    Program wipe = disk.wipe("-m", "random", "--rounds", "2", "--json", "--max-rate", "24M");
    try (RunningProgram running = wipe.start()) {
      running.awaitStdout("phase_started.*\"pass\":2", InterruptedRun.SOON);
      damaged.drive().clear();
      ProgramResult ended = running.awaitExit(InterruptedRun.SOON).expectExit(4);
      assertEquals(bad, ranges(result(ended).get("unwritten")));
    }
    assertEquals(bad, disk.state().finished().badRanges());
    assertEquals(0, disk.device().markerSectors(), "sectors left as they were");
    assertWritten(disk.state().finished(), 0, SIZE);
  }

  @Test
  void moreThanAreToleratedAreGivenUpBeforeEachIsTried() throws IOException {
    damaged.badWrites(List.of(lbas(10_001, 32_768)));
    ProgramResult given = disk.wipe("--max-bad", "1M").run().expectExit(1);
    assertTrue(given.out().contains("would not take a write"), given::toString);
    Checkpoint end = disk.state().saved();
    assertEquals(SIZE, end.written());
    assertEquals(List.of(), end.badRanges(), "not one was tried alone, with its retries");
    long left = end.deferredRanges().stream().mapToLong(ByteRange::length).sum();
    assertTrue(left < 21 << 20, left + " bytes are left");
    damaged.drive().clear();
    disk.resume().run().expectExit(0);
    disk.assertWiped();
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
  void atBothEndsAndInTheMiddleDoNotMakeTheDriveLookGone() throws IOException {
    long last = SIZE / SECTOR - 1;
    List<ByteRange> bad = List.of(lbas(0, 1), lbas(last / 2, 1), lbas(last, 1));
    damaged.badWrites(bad);
    damaged.badReads(bad);
    Program wipe = disk.wipe("--json", "--verify", "last", "--checkpoint-every", "1M");
    ProgramResult ended = wipe.run().expectExit(4);
    assertWipedBut(bad);
    assertEquals(bad, ranges(result(ended).get("unwritten")));
    assertFalse(ended.err().contains("NOT saved"), ended::toString);
    assertFalse(ended.out().contains("\"bytes_done\":-"), ended::toString);
  }

  @Test
  void areShownAsSectors() throws IOException {
    damaged.badWrites(List.of(lbas(5001, 3)));
    ProgramResult result = disk.wipe().run().expectExit(4);
    assertTrue(result.out().contains("LBA 5001 to 5003"), result::toString);
  }

  @Test
  void thatTakeAWriteInTheEndAreNotBad() throws IOException {
    damaged.drive().badWrite(5001, 1, 6);
    disk.wipe().run().expectExit(0);
    disk.assertWiped();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero", "random"})
  void thatAreTooManyEndTheRunWhichCanBeGoneOnWith(String method) throws IOException {
    List<ByteRange> bad = List.of(lbas(10_001, 300));
    damaged.badWrites(bad);
    ProgramResult given =
        disk.wipe("-m", method, "--max-bad", "100K", "--retries", "0").run().expectExit(1);
    assertTrue(given.out().contains("--max-bad"), given::toString);
    disk.resume("--retries", "0", "--max-bad", "1M").run().expectExit(4);
    assertWipedBut(bad);
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
}
