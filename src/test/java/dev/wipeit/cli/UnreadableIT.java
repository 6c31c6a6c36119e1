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
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drives with sectors that cannot be read back: all else is compared, and they are named. */
@Tag("concurrent")
final class UnreadableIT {

  @AutoClose private final DamagedDisk damaged = DamagedDisk.create();
  private final MarkedDevice disk = damaged.disk();

  UnreadableIT() throws IOException {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.wipeit.cli.DamagedDisk#damages")
  void areNamedExactlyByTheRunAndByVerify(String name, List<ByteRange> bad) throws IOException {
    damaged.badReads(bad);
    JsonNode wiped =
        result(disk.wipe("--retries", "1", "--json", "--verify", "last").run().expectExit(4));
    assertEquals("wiped-with-exceptions", wiped.get("result").asText());
    assertEquals(100.0, wiped.get("progress_percent").asDouble());
    assertEquals(bad, ranges(wiped.get("unreadable")));
    assertEquals(0, wiped.get("sectors_differing").asLong());
    long unreadable = bad.stream().mapToLong(ByteRange::length).sum();
    assertEquals(SIZE - unreadable, wiped.get("verified_bytes").asLong());
    assertEquals(List.of(), ranges(wiped.get("unwritten")));
    ProgramResult again =
        disk.program(List.of("verify", disk.node()), "--json", "--retries", "0").run();
    assertEquals(bad, ranges(result(again.expectExit(4)).get("unreadable")));
    damaged.drive().clear();
    disk.assertWiped();
    disk.program(List.of("verify", disk.node())).run().expectExit(0);
  }

  @Test
  void areToldApartFromWhatDiffers() throws IOException {
    disk.wipe("-m", "zero").run().expectExit(0);
    disk.device().write(5003 * SECTOR + 17, new byte[] {1});
    disk.device().writeBack();
    damaged.badReads(List.of(new ByteRange(5001 * SECTOR, 2 * SECTOR)));
    ProgramResult result =
        disk.program(List.of("verify", disk.node()), "--pattern", "zeros").run().expectExit(5);
    assertTrue(result.out().contains("the first at byte 2561553 (LBA 5003)"), result::toString);
    assertTrue(result.out().contains("LBA 5001 to 5002"), result::toString);
    assertTrue(result.out().contains("2 sectors could NOT be read back"), result::toString);
  }

  @Test
  void thatCanBeReadInTheEndAreNoFault() throws IOException {
    damaged.drive().badRead(5001, 1, 13);
    disk.wipe("--verify", "last").run().expectExit(0);
    disk.assertWiped();
  }

  @Test
  void thatAreTooManyEndTheRun() throws IOException {
    damaged.badReads(List.of(new ByteRange(10_001 * SECTOR, 300 * SECTOR)));
    ProgramResult given =
        disk.wipe("--verify", "last", "--max-bad", "100K", "--retries", "0").run().expectExit(1);
    assertTrue(given.out().contains("gave up reading back"), given::toString);
    JsonNode unchecked = result(disk.resume("--verify", "none", "--json").run().expectExit(4));
    assertEquals("wiped-with-exceptions", unchecked.get("result").asText());
    ByteRange named = ranges(unchecked.get("unreadable_before")).get(0);
    assertTrue(
        named.offset() <= 10_001 * SECTOR && named.end() >= 10_301 * SECTOR, named::toString);
  }

  @Test
  void thatAreTooManyEndVerifyWhichSaysHow() throws IOException {
    disk.wipe("-m", "zero", "--verify", "none").run().expectExit(0);
    damaged.badReads(List.of(lbas(10_001, 300)));
    ProgramResult given = verify("--pattern", "zeros", "--max-bad", "100K", "--retries", "0");
    given.expectExit(1);
    assertTrue(given.out().contains("gave up reading back"), given::toString);
    assertTrue(given.out().contains("--max-bad allows more"), given::toString);
    ProgramResult allowed =
        verify("--pattern", "zeros", "--max-bad", "1M", "--retries", "0", "--json").expectExit(4);
    assertEquals(List.of(lbas(10_001, 300)), ranges(result(allowed).get("unreadable")));
    verify("--pattern", "zeros", "--max-bad", "x").expectExit(2);
  }

  @Test
  void inAnEarlierPassAreNamedInTheEndAndBehindAnInterruption() throws IOException {
    List<ByteRange> bad = List.of(lbas(5001, 1), lbas(30_000, 8));
    damaged.badReads(bad);
    String[] options = {"-m", "random", "--rounds", "2", "--verify", "all", "--json"};
    Program wipe = disk.wipe(with(options, "--max-rate", "24M", "--retries", "0"));
    try (RunningProgram running = wipe.start()) {
      running.awaitStdout("phase_started.*\"pass\":2", InterruptedRun.SOON);
      damaged.drive().clear();
      running.signal("INT");
      running.awaitExit(InterruptedRun.SOON).expectExit(130);
    }
    JsonNode end = result(disk.resume("--json").run().expectExit(4));
    assertEquals("wiped-with-exceptions", end.get("result").asText());
    assertEquals(bad, ranges(end.get("unreadable_before")));
    assertEquals(List.of(), ranges(end.get("unreadable")));
    disk.assertWiped();
  }

  @Test
  void aDriveThatGoesAwayWhileItIsVerifiedIsGone() throws IOException {
    disk.wipe("-m", "zero", "--verify", "none").run().expectExit(0);
    String[] slow = {"--pattern", "zeros", "--max-rate", "4M/s", "--json"};
    try (RunningProgram running = disk.program(List.of("verify", disk.node()), slow).start()) {
      running.awaitStdout("\"type\":\"progress\"", InterruptedRun.SOON);
      damaged.drive().gone();
      ProgramResult ended = running.awaitExit(InterruptedRun.SOON).expectExit(6);
      assertEquals("gone", result(ended).get("result").asText());
    }
    damaged.drive().back();
  }

  @Test
  void allOfTheDriveHaveNotGone() throws IOException {
    damaged.badReads(List.of(new ByteRange(0, SIZE)));
    String[] options = {"--pattern", "zeros", "--retries", "0"};
    JsonNode all = result(verify(with(options, "--json", "--max-bad", "1G")).expectExit(4));
    assertEquals("verified-with-exceptions", all.get("result").asText());
    ProgramResult given = verify(with(options, "--max-bad", "1M")).expectExit(1);
    assertTrue(given.out().contains("gave up reading back"), given::toString);
    ProgramResult wiped = disk.wipe("--verify", "none").run().expectExit(1);
    assertTrue(wiped.out().contains("but is unreadable"), wiped::toString);
  }

  @Test
  void allBehindTheWritingHaveNotGoneEither() throws IOException {
    damaged.badReads(List.of(new ByteRange(0, SIZE)));
    String[] last = {"--verify", "last", "--retries", "0", "--max-bad", "1M"};
    ProgramResult given = disk.wipe(last).run().expectExit(1);
    assertTrue(given.out().contains("gave up reading back"), given::toString);
    assertFalse(given.toString().contains("went away"), given::toString);
    ProgramResult unproven = disk.resume().run().expectExit(7);
    assertTrue(unproven.toString().contains("could be read to prove it"), unproven::toString);
    assertFalse(unproven.toString().contains("went away"), unproven::toString);
  }

  private ProgramResult verify(String... options) throws IOException {
    return disk.program(List.of("verify", disk.node()), options).run();
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }
}
