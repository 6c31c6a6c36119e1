package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading back, on its own and after a write, with the page cache in the way. */
@SuppressWarnings("try") // what is open keeps the cache warm
@Tag("concurrent")
final class VerifyIT {

  private static final long MIB = 1L << 20;
  private static final long FLIPPED = 15 * MIB + 777;

  private MarkedDevice disk;

  @BeforeEach
  void attach() throws IOException {
    disk = MarkedDevice.ofMebibytes(16);
  }

  @AfterEach
  void detach() throws IOException {
    disk.close();
  }

  @ParameterizedTest
  @CsvSource({"direct,last", "direct,all", "buffered,last", "buffered,all"})
  void aByteThatIsFlippedBeforeTheReadingIsFoundBehindAWarmCache(String io, String verify)
      throws IOException {
    Program wipe =
        disk.wipe("--io", io, "--verify", verify, "--max-rate", "8M", "--plain", "-m", "random");
    try (RunningProgram running = wipe.start()) {
      running.awaitStderr("reading all of pass", InterruptedRun.SOON);
      ProgramResult result;
      try (InputStream cache = warmCache()) {
        flip();
        result = running.awaitExit(InterruptedRun.SOON).expectExit(5);
      }
      String lba = "the first at byte " + FLIPPED + " (LBA " + FLIPPED / 512 + ")";
      assertTrue(result.out().contains("1 sector DIFFERS, " + lba), result::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "buffered"})
  void verifyOfARunReadsTheMediumBehindAWarmCache(String io) throws IOException {
    disk.wipe("--verify", "none").run().expectExit(0);
    Checkpoint run = disk.state().finished();
    String before = disk.state().fingerprint();
    ProgramResult found;
    try (InputStream cache = warmCache()) {
      ProgramResult good = verify("--run", run.run(), "--io", io).expectExit(0);
      assertTrue(good.out().contains("verified"), good::toString);
    }
    try (InputStream cache = warmCache()) {
      flip();
      found = verify("--run", run.run(), "--io", io, "--json").expectExit(5);
    }
    JsonNode bad = JsonLines.of(found.out()).only(JsonLines.Event.RESULT).get("devices").get(0);
    assertEquals(FLIPPED, bad.get("first_difference").asLong());
    assertEquals(FLIPPED / 512, bad.get("first_differing_lba").asLong());
    assertEquals(1, bad.get("sectors_differing").asLong());
    assertEquals(FLIPPED / 512, bad.get("differing").get(0).get("lba").asLong());
    assertEquals(0, bad.get("cached_bytes").asLong());
    assertEquals(16 * MIB, bad.get("verified_bytes").asLong());
    assertEquals(before, disk.state().fingerprint(), "the state");
  }

  /** The second pass overwrites it: only who reads every pass back can see it. */
  @ParameterizedTest
  @CsvSource({"all,5,1", "last,0,2"})
  void aByteOfAnEarlierPassIsFoundByAll(String verify, int code, int pass) throws IOException {
    Program wipe =
        disk.wipe(
            "--passes",
            "random,00",
            "--verify",
            verify,
            "--json",
            "--checkpoint-every",
            "1M",
            "--max-rate",
            "8M");
    try (RunningProgram running = wipe.start()) {
      // All of the first pass has been written by now.
      String moment = verify.equals("all") ? "\"phase\":\"verify\"" : "\"written\":16777216";
      running.awaitStdout(moment, InterruptedRun.SOON);
      flip();
      ProgramResult result = running.awaitExit(InterruptedRun.SOON).expectExit(code);
      JsonNode end = JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices").get(0);
      assertEquals(pass, end.get("pass").asInt());
      assertEquals(code == 5 ? FLIPPED : -1, end.path("first_difference").asLong(-1));
    }
  }

  @Test
  void theThreadsThatReadAreIdle() throws IOException {
    Requires.tool("ionice");
    Program verify =
        disk.program(
            List.of("verify", disk.node()),
            "--pattern",
            "a5",
            "--idle-io",
            "--max-rate",
            "1M/s",
            "--json");
    try (RunningProgram running = verify.start()) {
      running.awaitStdout("progress", InterruptedRun.SOON);
      Map<String, String> classes = ThreadPriorities.of(running.javaPid());
      List<String> readers =
          classes.entrySet().stream()
              .filter(thread -> thread.getKey().startsWith("wipeit-worker"))
              .map(Map.Entry::getValue)
              .toList();
      assertTrue(!readers.isEmpty(), classes.toString());
      assertEquals(Set.of("idle"), Set.copyOf(readers), classes.toString());
    }
  }

  @Test
  void comparesWithAPattern() throws IOException {
    disk.wipe("-m", "one", "--verify", "none").run().expectExit(0);
    verify("--pattern", "ones").expectExit(0);
    verify("--pattern", "FFff").expectExit(0);
    verify("--pattern", "zeros").expectExit(5);
    ProgramResult sample = verify("--pattern", "ones", "--sample-percent", "0.5").expectExit(0);
    assertTrue(sample.out().contains("below NIST SP 800-88r1 quick sampling"), sample::toString);
  }

  @Test
  void takesTheOneFinishedRunOfTheDeviceAndAsksWhereThereAreMore() throws IOException {
    ProgramResult none = verify().expectExit(2);
    assertTrue(none.err().contains("--pattern zeros|ones|HEX"), none::toString);
    disk.wipe("--verify", "none").run().expectExit(0);
    verify().expectExit(0);
    disk.wipe("--verify", "none").run().expectExit(0);
    verify().expectExit(2);
  }

  @Test
  void refusesWhatIsNotProvablyTheDeviceOfTheRun() throws IOException {
    disk.wipe("--verify", "none").run().expectExit(0);
    String run = disk.state().finished().run();
    try (MarkedDevice other = MarkedDevice.ofMebibytes(16)) {
      disk.program(List.of("verify", other.node()), "--run", run).run().expectExit(7);
      other.assertUntouched();
    }
    verify("--run", "20000101-0000-aaaaaa").expectExit(7);
    verify("--run", run, "--pattern", "zeros").expectExit(2);
  }

  @Test
  void refusesADeviceThatIsBeingWiped() throws IOException {
    Program slow = disk.wipe("--max-rate", "2M");
    try (RunningProgram running = InterruptedRun.started(slow)) {
      verify("--pattern", "zeros").expectExit(3);
      running.signal("INT");
      running.awaitExit(InterruptedRun.SOON).expectExit(130);
    }
    String run = disk.state().saved().run();
    verify("--run", run).expectExit(7);
  }

  @Test
  void aStopEndsItWithTheCodeOfTheSignal() throws IOException {
    disk.wipe("-m", "zero", "--verify", "none").run().expectExit(0);
    Program slow =
        disk.program(
            List.of("verify", disk.node()), "--pattern", "zeros", "--max-rate", "1M", "--plain");
    try (RunningProgram running = slow.start()) {
      running.awaitStderr("comparing with", InterruptedRun.SOON);
      running.signal("INT");
      running.awaitExit(InterruptedRun.SOON).expectExit(130);
    }
  }

  @Test
  void readsAnImageFile() throws IOException {
    Path folder = Scratch.folder("verify");
    Path image = folder.resolve("image");
    Files.write(image, new byte[5_000_001]);
    Program verify =
        Program.with("verify", image.toString(), "--image-file", "--pattern", "zeros")
            .withoutStateDirectory();
    ProgramResult result = verify.run().expectExit(0);
    assertTrue(result.out().contains("no difference"), result::toString);
    byte[] otherEnd = new byte[5_000_001];
    otherEnd[5_000_000] = 1;
    Files.write(image, otherEnd);
    ProgramResult differs = verify.run().expectExit(5);
    assertTrue(differs.out().contains("the first at byte 5000000"), differs::toString);
    Scratch.delete(folder);
  }

  @Test
  void aSampleBelowNistIsToldAndKept() throws IOException {
    ProgramResult result = disk.wipe("--sample-percent", "5").run().expectExit(0);
    assertTrue(result.out().contains("below NIST SP 800-88r1"), result::toString);
    assertEquals(50, disk.state().finished().samplePermille());
    ProgramResult demanded =
        disk.wipe("-m", "nist-clear", "--sample-percent", "5").run().expectExit(0);
    assertTrue(!demanded.out().contains("below NIST"), demanded::toString);
  }

  private ProgramResult verify(String... options) throws IOException {
    return disk.program(List.of("verify", disk.node()), options).run();
  }

  /** Reads all of it. While this is open, the pages stay: the last close(2) drops them. */
  private InputStream warmCache() throws IOException {
    InputStream in = Files.newInputStream(disk.device().node());
    assertEquals(disk.device().sizeBytes(), in.transferTo(OutputStream.nullOutputStream()));
    return in;
  }

  /** Behind the loop device, whose pages do not notice. */
  private void flip() throws IOException {
    try (FileChannel file =
        FileChannel.open(
            disk.device().backingFile(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, FLIPPED);
      one.put(0, (byte) (one.get(0) ^ 0x20));
      file.write(one.flip(), FLIPPED);
    }
  }
}
