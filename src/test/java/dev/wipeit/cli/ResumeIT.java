package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.testing.Altered;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Going on with a run that was stopped, and refusing to where that is not proven to be right. */
@Tag("concurrent")
final class ResumeIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long MIB = 1L << 20;

  private Path folder;
  private Path image;
  private MarkedDevice device;

  @BeforeEach
  void attach() throws IOException {
    folder = Scratch.folder("resume");
    image = Files.createFile(folder.resolve("disk.img"));
    size(image, 80 * MIB);
    device = MarkedDevice.over(LoopDevice.over(image, LoopOptions.USUAL));
  }

  @AfterEach
  void detach() throws IOException {
    device.close();
    Scratch.delete(folder);
  }

  @Test
  void findsTheDeviceUnderANewName() throws IOException {
    stopWriting(8);
    device.device().detach();
    // The number that has become free goes to another file first.
    try (LoopDevice inTheWay = under(device.node(), MIB);
        LoopDevice moved = LoopDevice.over(image, LoopOptions.USUAL)) {
      assertNotEquals(device.node(), moved.node().toString(), "has another name");
      ProgramResult result = device.program(List.of("resume")).run().expectExit(0);
      assertTrue(result.out().contains(moved.node() + ": wiped"), result.out());
      assertEquals(moved.node().toString(), device.state().finished().device());
      inTheWay.writeBack();
      assertTrue(
          Files.mismatch(inTheWay.backingFile(), zeros(MIB)) == -1,
          "the other device is as it was");
      device.assertWiped();
    }
  }

  @Test
  void goesOnFromAnotherFolderAndInTheSpellingOfThePredecessor() throws IOException {
    stopWriting(8);
    Program resume = device.program(List.of("--resume", device.node()));
    resume.in(Path.of("/")).run().expectExit(0);
    device.assertWiped();
  }

  @ParameterizedTest
  @CsvSource({"2001-01-01T00:00:00Z", "2038-06-01T12:00:00Z"})
  void doesNotCareForTheTime(Instant when) throws IOException {
    stopWriting(8);
    device.state().replace(savedAt(device.state().saved(), when));
    device.resume().run().expectExit(0);
    device.assertWiped();
  }

  @Test
  void refusesADeviceWhosePartAlreadyDoneWasAltered() throws IOException {
    stopWriting(72);
    device.device().fill();
    String before = device.state().fingerprint();
    ProgramResult result = device.resume().run().expectExit(7);
    assertSays(result, "is not provably the device of run");
    assertSays(result, "does not hold what this run wrote there");
    assertSays(result, "Nothing was written.");
    device.assertUntouched();
    assertEquals(before, device.state().fingerprint());
  }

  @Test
  void refusesAnotherDeviceUnderTheSameName() throws IOException {
    stopWriting(8);
    device.device().detach();
    String before = device.state().fingerprint();
    try (LoopDevice stranger = under(device.node(), 80 * MIB)) {
      stranger.fill();
      ProgramResult result = device.resume().run().expectExit(7);
      assertSays(result, "is not provably the device of run");
      assertTrue(
          result.err().matches("(?s).*saved:[^\n]*inode.*attached:[^\n]*inode.*"), result.err());
      assertEquals(80 * MIB / 512, stranger.markerSectors());
      device.program(List.of("resume")).run().expectExit(7);
      assertEquals(80 * MIB / 512, stranger.markerSectors());
    }
    assertEquals(before, device.state().fingerprint());
  }

  @Test
  void refusesADeviceOfAnotherSize() throws IOException {
    stopWriting(8);
    device.device().detach();
    size(image, 81 * MIB);
    String before = device.state().fingerprint();
    byte[] bytes = Files.readAllBytes(image);
    try (LoopDevice larger = LoopDevice.over(image, LoopOptions.USUAL)) {
      ProgramResult result = resume(larger).run().expectExit(7);
      assertSays(result, Long.toString(80 * MIB));
      assertSays(result, Long.toString(81 * MIB));
    }
    assertTrue(Arrays.equals(bytes, Files.readAllBytes(image)), "nothing was written");
    assertEquals(before, device.state().fingerprint());
  }

  @Test
  void hasNothingToGoOnWith() throws IOException {
    for (List<String> command : List.of(List.of("resume"), List.of("resume", device.node()))) {
      ProgramResult result = device.program(command).run().expectExit(7);
      assertSays(result, "nothing to resume");
    }
    device.assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-b 20M", "--buffer-size=20MiB", "--force-buffer-size 20m"})
  void usesAndShowsAnotherBufferSize(String option) throws IOException {
    stopWriting(2);
    ProgramResult result = device.resume((option + " --json").split(" ")).run().expectExit(0);
    JsonNode resumed = JsonLines.of(result.out()).only(JsonLines.Event.RUN_RESUMED);
    assertEquals(20 * MIB, resumed.path("chunk_size").asLong());
    assertEquals("buffer_override", resumed.path("algorithm").asText());
    assertSays(result, "buffer_override 20 MiB");
    assertEquals(20 * MIB, device.state().finished().chunkSize());
    device.assertWiped();
  }

  @Test
  void goesOnReadingBackWhereItWas() throws IOException {
    Checkpoint saved = stopVerifying();
    ProgramResult result = device.resume("--json").run().expectExit(0);
    List<JsonNode> phases = JsonLines.of(result.out()).of(JsonLines.Event.PHASE_STARTED);
    assertEquals(1, phases.size(), result.out());
    assertEquals("verify", phases.get(0).path("phase").asText());
    JsonNode end = JsonLines.of(result.out()).only(JsonLines.Event.RESULT).path("devices").get(0);
    assertEquals(80 * MIB - saved.verified(), end.path("verified_bytes").asLong());
    device.assertWiped();
  }

  @Test
  void findsAByteThatWasFlippedBeforeItWentOnReadingBack() throws IOException {
    Checkpoint saved = stopVerifying();
    assertTrue(saved.verified() < 70 * MIB, saved.toString());
    long offset = 77 * MIB + 1234;
    byte[] flipped = device.device().read(offset, 1);
    flipped[0] ^= 0x10;
    device.device().write(offset, flipped);
    ProgramResult result = device.resume().run().expectExit(5);
    String said = "1 sector DIFFERS, the first at byte " + offset;
    assertTrue(result.out().contains(said), result.toString());
  }

  /** Stops a wipe that has saved at least so much. */
  private void stopWriting(int mebibytes) throws IOException {
    String[] options = {"--max-rate", "32M", "--checkpoint-every", "2M", "--json"};
    stop(device.wipe(options), "write", "written", mebibytes * MIB);
    Checkpoint saved = device.state().saved();
    assertTrue(saved.phase() == Phase.WRITE && saved.written() < 80 * MIB, saved.toString());
  }

  /** Stops a run that has written everything and read back a part of it. */
  private Checkpoint stopVerifying() throws IOException {
    String[] options = {
      "--verify", "last", "--checkpoint-every", "2M", "--max-rate", "64M", "--json"
    };
    stop(device.wipe(options), "verify", "verified", 4 * MIB);
    Checkpoint saved = device.state().saved();
    assertEquals(Phase.VERIFY, saved.phase());
    assertEquals(80 * MIB, saved.written());
    assertTrue(saved.verified() >= 4 * MIB, saved.toString());
    return saved;
  }

  private static void stop(Program program, String phase, String field, long least)
      throws IOException {
    try (RunningProgram running = program.start()) {
      Await.until(
          SOON, () -> "progress\n" + running.stdout(), () -> has(running, phase, field, least));
      running.signalJava("INT");
      running.awaitExit(SOON).expectExit(130);
    }
  }

  private static boolean has(RunningProgram running, String phase, String field, long least) {
    return JsonLines.of(running.stdout()).of(JsonLines.Event.CHECKPOINT_SAVED).stream()
        .anyMatch(
            saved ->
                saved.path("phase").asText().equals(phase) && saved.path(field).asLong() >= least);
  }

  private Program resume(LoopDevice other) throws IOException {
    return device.program(List.of("resume", other.node().toString()));
  }

  /** Another device with the name of one that has been detached. */
  private LoopDevice under(String node, long bytes) throws IOException {
    List<LoopDevice> others = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        Path file = Files.createFile(folder.resolve("other-" + i));
        size(file, bytes);
        LoopDevice other = LoopDevice.over(file, LoopOptions.USUAL);
        if (other.node().toString().equals(node)) {
          return other;
        }
        others.add(other);
      }
      throw new AssertionError("not free any more: " + node);
    } finally {
      for (LoopDevice other : others) {
        other.close();
      }
    }
  }

  private Path zeros(long bytes) throws IOException {
    return Files.write(folder.resolve("zeros"), new byte[(int) bytes]);
  }

  private static void size(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
    }
  }

  private static Checkpoint savedAt(Checkpoint c, Instant when) {
    return Altered.with(c, "created", when, "saved", when);
  }

  private static void assertSays(ProgramResult result, String text) {
    assertTrue(result.err().contains(text), result.toString());
  }
}
