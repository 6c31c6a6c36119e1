package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.journal.JournalLine;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Mounted;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal of the packaged program, as others see it. */
@Tag("concurrent")
final class JournalIT {

  /** A machine with other work may miss a look; not three times. */
  private static final int TRIES = 3;

  private LoopDevice device;
  private Path state;

  @BeforeEach
  void attaches() throws IOException {
    device = LoopDevice.create(8 << 20);
    state = Scratch.folder("journal").resolve("state");
  }

  @AfterEach
  void detaches() throws IOException {
    device.close();
    Scratch.delete(state.getParent());
  }

  private Program wipe(String... options) throws IOException {
    return InterruptedRun.atRate("4M", device, options).stateDirectory(state);
  }

  @ParameterizedTest
  @CsvSource({"each, 100", "interval, 1100", "adaptive, 1100"})
  void anEventIsSeenInTime(String policy, long millis) throws IOException {
    long worst = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && worst > millis; i++) {
      JournalTail tail = new JournalTail(state.resolve("journal"));
      try (RunningProgram running = wipe("--journal-flush", policy).start()) {
        tail.followToTheEnd(running);
      }
      worst = tail.worstMillis();
      System.out.println("JournalIT: " + policy + ": " + tail);
      assertTrue(tail.lines().size() > 10, tail::toString);
    }
    assertTrue(worst <= millis, policy + " took " + worst + " ms");
  }

  @Test
  void theRecordOfARunHasAllThatWasTold() throws IOException {
    ProgramResult result = wipe("--json").run().expectExit(0);
    List<JournalLine> lines = new JournalTail(state.resolve("journal")).readOnly();
    List<String> told =
        JsonLines.of(result.out()).all().stream()
            .map(line -> line.path("type").asText())
            .filter(Predicate.not(List.of("progress", "result")::contains))
            .toList();
    List<String> recorded =
        lines.stream()
            .map(JournalLine::type)
            .filter(Predicate.not(List.of("progress")::contains))
            .toList();
    assertEquals(List.of("journal_begun", "process_begun"), recorded.subList(0, 2));
    assertEquals(told, recorded.subList(2, recorded.size() - 1));
    JournalLine last = lines.get(lines.size() - 1);
    assertEquals("device_result", last.type());
    assertEquals(0, last.number("exit_code"));
    assertEquals(device.node().toString(), last.text("device"));
    assertEquals("rw-------", mode(state.resolve("journal").resolve(run(lines) + ".jsonl")));
    assertEquals("rwx------", mode(state.resolve("journal")));
  }

  private static String run(List<JournalLine> lines) {
    return lines.get(0).object().path("run").asText();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aStoppedRunGoesOnInTheSameFile() throws IOException {
    try (RunningProgram running = InterruptedRun.started(wipe())) {
      running.signal("TERM");
      running.awaitExit(InterruptedRun.SOON).expectExit(143);
    }
    List<JournalLine> first = new JournalTail(state.resolve("journal")).readOnly();
    assertEquals("stopped", line(first, "run_finished").text("result"));
    Program.with("resume", device.node().toString()).stateDirectory(state).run().expectExit(0);
    List<JournalLine> all = new JournalTail(state.resolve("journal")).readOnly();
    assertEquals(first, all.subList(0, first.size()));
    assertEquals("process_begun", all.get(first.size()).type());
    assertEquals(0, all.get(all.size() - 1).number("exit_code"));
  }

  private static JournalLine line(List<JournalLine> lines, String type) {
    return lines.stream().filter(line -> line.type().equals(type)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"each", "interval"})
  void aReadOnlyFolderIsToldOnceAndTheWipeIsDone(String policy) throws IOException {
    Files.createDirectories(state.resolve("journal"));
    for (Path folder : List.of(state, state.resolve("journal"))) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    try (Mounted mounted = Mounted.tmpfs(state.resolve("journal"), "mode=0700,ro")) {
      ProgramResult result = wipe("--journal-flush", policy).run().expectExit(0);
      assertToldOnce(result);
      assertTrue(result.err().contains("read-only") || result.err().contains("Read-only"));
      assertEquals(0, device.markerSectors(), mounted::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"each", "interval"})
  void aFullFolderIsToldOnceAndTheWipeIsDone(String policy) throws IOException {
    Files.createDirectories(state.resolve("journal"));
    for (Path folder : List.of(state, state.resolve("journal"))) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    try (Mounted tiny = Mounted.tmpfs(state.resolve("journal"), "mode=0700,size=4k")) {
      ProgramResult result = wipe("--journal-flush", policy).run().expectExit(0);
      assertToldOnce(result);
      assertEquals(0, device.markerSectors(), tiny::toString);
      // What fitted is whole lines of a chain, but for a torn one.
      assertFalse(new JournalTail(state.resolve("journal")).readOnly().isEmpty());
    }
  }

  private static void assertToldOnce(ProgramResult result) {
    long told = result.err().lines().filter(line -> line.contains("the record of the run")).count();
    assertEquals(1, told, result::toString);
  }
}
