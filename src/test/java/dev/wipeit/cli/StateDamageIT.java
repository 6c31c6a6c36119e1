package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.Loaded;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The checkpoint of a wipe that was really interrupted, damaged in every way: nothing of it is
 * used, that is said in one line, and the device is not written to.
 */
@Tag("concurrent")
final class StateDamageIT {

  private static final int SAMPLES = 40;

  private static LoopDevice device;
  private static Path state;
  private static Path file;
  private static Path previousFile;
  private static String key;
  private static byte[] whole;
  private static byte[] previous;
  private static String digest;

  @BeforeAll
  static void interruptsAWipe() throws IOException {
    device = LoopDevice.create(8 << 20);
    device.fill();
    state = Scratch.folder("state").resolve("state");
    file = InterruptedRun.checkpoint(device, state);
    previousFile = file.resolveSibling(file.getFileName() + ".previous");
    key = file.getFileName().toString().replaceFirst("\\.json$", "");
    whole = Files.readAllBytes(file);
    previous = Files.readAllBytes(previousFile);
    digest = device.sha256();
    assertTrue(device.markerSectors() > 0, "it was interrupted in the middle");
  }

  @AfterAll
  static void detaches() throws IOException {
    device.close();
    Scratch.delete(state.getParent());
  }

  @BeforeEach
  void leavesOneGeneration() throws IOException {
    Files.write(file, whole);
    Files.deleteIfExists(previousFile);
  }

  @Test
  void wasMadeForItsOwnerAlone() throws IOException {
    try (Stream<Path> made = Files.walk(state)) {
      for (Path path : made.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertEquals(Files.isDirectory(path) ? "rwx------" : "rw-------", mode, path.toString());
      }
    }
  }

  @Test
  void refusesItTruncatedAtEveryLength() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      expectRefusal("first " + length + " bytes");
    }
  }

  @Test
  void refusesItWithAnyBitFlipped() throws IOException {
    for (int bit = 0; bit < whole.length * 8; bit++) {
      Files.write(file, flipped(bit));
      expectRefusal("bit " + bit);
    }
  }

  @Test
  void usesThePreviousOneForItTruncatedAtEveryLength() throws IOException {
    Files.write(previousFile, previous);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      Loaded loaded = store().load(key);
      String reason = assertInstanceOf(Loaded.Previous.class, loaded).reason();
      assertOneLine(reason, "first " + length + " bytes");
    }
  }

  @Test
  void usesThePreviousOneOrNoneForItWithAnyBitFlipped() throws IOException {
    Files.write(previousFile, previous);
    int used = 0;
    for (int bit = 0; bit < whole.length * 8; bit++) {
      Files.write(file, flipped(bit));
      try {
        Loaded loaded = store().load(key);
        assertOneLine(assertInstanceOf(Loaded.Previous.class, loaded).reason(), "bit " + bit);
        used++;
      } catch (CheckpointException foreign) {
        assertEquals(CheckpointException.Kind.FOREIGN, foreign.kind(), "bit " + bit);
      }
    }
    assertTrue(used > whole.length * 7, used + " previous ones were used");
  }

  @Test
  void theProgramRefusesASampleOfAllDamages() throws IOException {
    long seed = Long.getLong("wipeit.seed", System.nanoTime());
    System.out.println("StateDamageIT: -Dwipeit.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < SAMPLES; i++) {
      int bit = random.nextInt(whole.length * 8);
      boolean cut = random.nextBoolean();
      byte[] damaged = cut ? Arrays.copyOf(whole, bit / 8) : flipped(bit);
      expectProgramRefuses(damaged, (cut ? "cut at bit " : "flipped bit ") + bit);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "\"5\"", "-1", "99999999999999999999999", "1e400", "NaN", "1.5", "[]"})
  void theProgramRefusesItWithAnotherValue(String value) throws IOException {
    for (String field : new String[] {"written", "total_size", "chunk_size", "pass", "version"}) {
      expectProgramRefuses(replaced(field, value), field + "=" + value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "5", "-1", "NaN", "{}", "\"dod\""})
  void theProgramRefusesItWithAnotherText(String value) throws IOException {
    for (String field : new String[] {"run", "algorithm", "phase", "pass_key", "created"}) {
      expectProgramRefuses(replaced(field, value), field + "=" + value);
    }
  }

  @Test
  void thePackagedProgramRefusesOneOfEachKind() throws IOException {
    byte[][] damages = {
      Arrays.copyOf(whole, whole.length / 2),
      flipped(whole.length * 4),
      replaced("written", ""),
      replaced("written", "null"),
      replaced("written", "\"5\""),
      replaced("written", "-1"),
      replaced("written", "99999999999999999999999"),
      replaced("written", "NaN"),
    };
    for (byte[] damage : damages) {
      Files.write(file, damage);
      ProgramResult resume = inState("resume", device.node().toString());
      String kind = new String(damage, StandardCharsets.ISO_8859_1);
      expectRefusal(resume.expectExit(7).out(), resume.err(), kind);
      ProgramResult status = inState("status").expectExit(0);
      expectNothingButOneLine(status.out(), kind);
      assertEquals("", status.err());
    }
  }

  @Test
  void goesOnFromThePreviousOneAndSaysSo() throws IOException {
    Path copy = Scratch.folder("copy");
    byte[] before = Files.readAllBytes(device.backingFile());
    try {
      Files.write(file, Arrays.copyOf(whole, whole.length / 3));
      Files.write(previousFile, previous);
      ProgramResult status = inState("status").expectExit(0);
      assertTrue(status.out().contains("the checkpoint before the last one: " + file), status::out);
      ProgramResult resume = inState("resume", device.node().toString()).expectExit(0);
      String said = "wipeit: the checkpoint before the last one is used: " + file + ": ";
      String why = said + "is not valid JSON";
      assertEquals(
          1, resume.errLines().stream().filter(line -> line.startsWith(why)).count(), resume::err);
      assertEquals(0, device.markerSectors());
    } finally {
      device.write(0, before);
      Files.deleteIfExists(file);
      Scratch.delete(copy);
    }
  }

  private static void expectProgramRefuses(byte[] damaged, String how) throws IOException {
    Files.write(file, damaged);
    CommandLineRun resume = CommandLineRun.of(state, "resume", device.node().toString());
    expectRefusal(resume.expectExit(7).out(), resume.err(), how);
    CommandLineRun status = CommandLineRun.of(state, "status").expectExit(0);
    expectNothingButOneLine(status.out(), how);
    assertEquals("", status.err());
  }

  private static void expectRefusal(String out, String err, String how) throws IOException {
    assertEquals("", out, how);
    expectOneLine(err, how);
    assertEquals(3, err.lines().count(), "what, what to do, and that nothing was written: " + err);
    assertTrue(err.endsWith("wipeit: Nothing was written.\n"), how + ": " + err);
    assertEquals(digest, device.sha256(), how);
    assertFalse(Files.exists(previousFile), how);
  }

  private static void expectNothingButOneLine(String text, String how) {
    expectOneLine(text, how);
    assertEquals(1, text.lines().count(), how + ": " + text);
  }

  private static void expectOneLine(String text, String how) {
    long lines = text.lines().filter(line -> line.contains(file.toString())).count();
    assertEquals(1, lines, how + ": " + text);
    assertFalse(text.contains("Exception") || text.contains("\tat "), how + ": " + text);
  }

  private static void expectRefusal(String how) throws IOException {
    try {
      Loaded loaded = store().load(key);
      throw new AssertionError(how + " was taken: " + loaded);
    } catch (CheckpointException e) {
      assertOneLine(String.valueOf(e.getMessage()), how);
    }
  }

  private static void assertOneLine(String message, String how) {
    assertTrue(message.contains(file.toString()), how + ": " + message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), how + ": " + message);
  }

  private static CheckpointStore store() throws IOException {
    return new CheckpointStore(StateDirectory.existing(state).orElseThrow());
  }

  private static ProgramResult inState(String... arguments) throws IOException {
    return Program.with(arguments).stateDirectory(state).run();
  }

  private static byte[] flipped(int bit) {
    byte[] flipped = whole.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }

  /** The checkpoint with another value of a field, or without it where the value is empty. */
  private static byte[] replaced(String field, String value) {
    String text = new String(whole, StandardCharsets.UTF_8);
    String line = "  \"" + field + "\": ";
    int start = text.indexOf(line);
    int end = text.indexOf('\n', start);
    assertTrue(start > 0, field);
    String with = value.isEmpty() ? "" : line + value + ",\n";
    return (text.substring(0, start) + with + text.substring(end + 1))
        .getBytes(StandardCharsets.UTF_8);
  }
}
