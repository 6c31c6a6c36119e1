package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of the predecessor: taken over for a device that its file names, and for no other. */
@Tag("concurrent")
final class PredecessorIT {

  private static final String SERIAL = "VFM201R2E81GYN";
  private static final int SECTOR = 512;

  /** More than the 64 MiB by which a run goes back, so that a part stays that nothing proves. */
  private static final long SIZE = 72 << 20;

  private static final long WRITTEN = 70 << 20;
  private static final long UNPROVEN = 6 << 20;

  private LoopDevice device;
  private Path scratch;
  private Path state;
  private SerialNumbers serials;
  private String digest;

  @BeforeEach
  void attaches() throws IOException {
    device = LoopDevice.create(SIZE);
    device.fill();
    digest = device.sha256();
    scratch = Scratch.folder("predecessor");
    state = scratch.resolve("state");
    serials = new SerialNumbers(scratch.resolve("run"));
    serials.give(device, SERIAL);
  }

  @AfterEach
  void detaches() throws IOException {
    device.close();
    Scratch.delete(scratch);
  }

  @Test
  void asksThenTakesOverWhatMatches() throws IOException {
    CommandLineRun run = typed(SERIAL + "\n", file(version2(SERIAL, SIZE, WRITTEN)));
    run.expectExit(0);
    assertTrue(run.err().contains("97.22 % (73400320 of 75497472 bytes)"), run::toString);
    assertTrue(run.err().contains("Type its serial number (" + SERIAL + ")"), run::toString);
    assertTrue(run.out().contains("the first " + UNPROVEN + " bytes: written by a predecessor"));
    assertEquals(UNPROVEN / SECTOR, device.markerSectors(), "from there on all is rewritten");
  }

  @Test
  void takesOverAFileOfVersion14() throws IOException {
    String text = version1().replace("{", "{\"device_id\": " + id(SERIAL, SIZE) + ", ");
    typed(SERIAL + "\n", file(text)).expectExit(0);
    assertEquals(UNPROVEN / SECTOR, device.markerSectors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "y\n", "yes\n", "VFM201R2E81GY\n"})
  void writesNothingWithoutConsent(String answer) throws IOException {
    CommandLineRun run = typed(answer, file(version2(SERIAL, SIZE, WRITTEN)));
    expectNothingWritten(run, 3, "no consent for " + device.node());
  }

  @Test
  void writesNothingWithoutATerminal() throws IOException {
    Path file = file(version2(SERIAL, SIZE, WRITTEN));
    CommandLineRun run =
        CommandLineRun.on(
            serials.roots(), state, "resume", device.node().toString(), "--from", file.toString());
    expectNothingWritten(run, 3, "there is no terminal to ask on");
  }

  @Test
  void refusesAFileOfItsFirstVersions() throws IOException {
    CommandLineRun run = typed(SERIAL + "\n", file(version1()));
    expectNothingWritten(run, 7, "saved:    serial unknown, " + SIZE + " bytes");
  }

  @Test
  void refusesAFileWithoutASerialNumber() throws IOException {
    String text = version2(SERIAL, SIZE, WRITTEN).replace("\"" + SERIAL + "\"", "null");
    expectNothingWritten(typed(SERIAL + "\n", file(text)), 7, "saved:    serial unknown, ");
  }

  @Test
  void refusesAnotherSerialNumberAndShowsBoth() throws IOException {
    CommandLineRun run = typed(SERIAL + "\n", file(version2("OTHER", SIZE, WRITTEN)));
    expectNothingWritten(run, 7, "saved:    serial OTHER, " + SIZE + " bytes");
    assertTrue(run.err().contains("attached: serial " + SERIAL), run::toString);
  }

  @Test
  void refusesAnotherSizeAndShowsBoth() throws IOException {
    long other = SIZE + 512;
    CommandLineRun run = typed(SERIAL + "\n", file(version2(SERIAL, other, WRITTEN)));
    expectNothingWritten(run, 7, "saved:    serial " + SERIAL + ", " + other + " bytes");
    assertTrue(run.err().contains(SIZE + " bytes"), run::toString);
  }

  @Test
  void refusesADeviceWithoutASerialNumber() throws IOException {
    Path file = file(version2(SERIAL, SIZE, WRITTEN));
    ProgramResult run =
        Program.with("resume", device.node().toString(), "--from", file.toString(), "--yes")
            .stateDirectory(state)
            .run()
            .expectExit(7);
    assertTrue(run.err().contains("attached: serial unknown"), run::toString);
    assertEquals(digest, device.sha256());
  }

  @Test
  void refusesADeviceThatHasASavedRunOfItsOwn() throws IOException {
    InterruptedRun.checkpoint(device, state);
    digest = device.sha256();
    Path kept = InterruptedRun.only(state.resolve("progress"), "*.json");
    String before = Files.readString(kept);
    CommandLineRun run = typed(SERIAL + "\n", file(version2(SERIAL, SIZE, WRITTEN)));
    expectNothingWritten(run, 7, "has a saved run of its own");
    assertEquals(before, Files.readString(kept));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"5\"", "null", "-1", "1.5", "75497473", "1e400", "NaN", "[]", "true"})
  void refusesAnotherValueOfWritten(String value) throws IOException {
    String text = version2(SERIAL, SIZE, WRITTEN).replace(": " + WRITTEN, ": " + value);
    expectOneLine(typed(SERIAL + "\n", file(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "\"2\"", "null", "-1", "99999999999"})
  void refusesAnotherVersion(String version) throws IOException {
    String text =
        version2(SERIAL, SIZE, WRITTEN).replace("\"version\": 2", "\"version\": " + version);
    expectOneLine(typed(SERIAL + "\n", file(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "garbage", "{}", "[]", "null", "5", "\u0000\u0001", "{}{}"})
  void refusesGarbage(String text) throws IOException {
    expectOneLine(typed(SERIAL + "\n", file(text)));
  }

  @Test
  void refusesAnotherAlgorithm() throws IOException {
    String text = version2(SERIAL, SIZE, WRITTEN).replace("standard", "dod");
    expectOneLine(typed(SERIAL + "\n", file(text)));
  }

  @Test
  void refusesAFileThatIsNotThere() throws IOException {
    expectOneLine(typed(SERIAL + "\n", scratch.resolve("missing.json")));
    assertFalse(Files.exists(scratch.resolve("missing.json")));
  }

  private void expectOneLine(CommandLineRun run) throws IOException {
    expectNothingWritten(run, 7, "wipeit: " + scratch);
    assertEquals(1, run.err().lines().count(), run::toString);
  }

  private void expectNothingWritten(CommandLineRun run, int code, String said) throws IOException {
    run.expectExit(code);
    assertTrue(run.err().contains(said), () -> said + " is missing in " + run);
    assertFalse(run.toString().contains("Exception"), run::toString);
    assertEquals("", run.out());
    assertEquals(digest, device.sha256());
  }

  private CommandLineRun typed(String input, Path file) throws IOException {
    String node = device.node().toString();
    return CommandLineRun.typed(
        serials.roots(), input, state, "resume", node, "--from", file.toString(), "--plain");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(scratch.resolve("wipeit_progress.json"), text);
  }

  private static String version1() {
    return """
    {"device": "/dev/some-disk", "written": %d, "total_size": %d, "progress_percent": 97.2222,
     "chunk_size": 1048576, "timestamp": 1760224401.25}
    """
        .formatted(WRITTEN, SIZE);
  }

  private static String version2(String serial, long size, long written) {
    return """
    {"device": "/dev/some-disk", "written": %d, "total_size": %d, "progress_percent": 97.2222,
     "chunk_size": 1048576, "timestamp": 1760224401.25, "pretest_results": null,
     "device_id": %s, "algorithm": "standard", "version": 2}
    """
        .formatted(written, size, id(serial, size));
  }

  private static String id(String serial, long size) {
    return "{\"serial\": \"%s\", \"model\": \"Hitachi\", \"size\": %d}".formatted(serial, size);
  }
}
