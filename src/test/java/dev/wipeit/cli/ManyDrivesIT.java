package dev.wipeit.cli;

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
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import dev.wipeit.testing.Terminal;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several devices of one command: at once, each for itself. */
final class ManyDrivesIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private DriveShelf shelf;

  @BeforeEach
  void empty() throws IOException {
    shelf = new DriveShelf();
  }

  @AfterEach
  void detach() throws IOException {
    shelf.close();
  }

  @Test
  void wipesAllAtOnceWithOneCode() throws IOException {
    shelf.add(4, 6);
    ProgramResult result = shelf.wipe("--json", "--verify", "all", "--max-rate", "8M/s").run();
    result.expectExit(0);
    assertEquals(List.of("wiped", "wiped", "wiped", "wiped"), words(result));
    assertEquals(4, mostAtOnce(result), "at the same time");
    shelf.assertWiped();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void worksOnAsManyAsWereAskedFor(int jobs) throws IOException {
    shelf.add(4, 4);
    ProgramResult result =
        shelf.wipe("--json", "--verify", "none", "--max-rate", "8M", "-j", jobs + "").run();
    result.expectExit(0);
    assertEquals(jobs, mostAtOnce(result), "at the same time");
    List<String> begun =
        JsonLines.of(result.out()).of(JsonLines.Event.RUN_STARTED).stream()
            .map(line -> line.path("device").asText())
            .toList();
    // Those that work at the same time may tell it in any order.
    assertEquals(Set.copyOf(shelf.nodes().subList(0, jobs)), Set.copyOf(begun.subList(0, jobs)));
    shelf.assertWiped();
  }

  @Test
  void oneThatGoesAwayStopsNoOther() throws IOException {
    FaultDrive drive = shelf.addFaulty(16, LoopOptions.USUAL);
    shelf.add(3, 16);
    try (RunningProgram running = shelf.wipe("--json", "--max-rate", "6M").start()) {
      awaitAllSaved(running, 4);
      drive.gone();
      ProgramResult result = running.awaitExit(SOON).expectExit(6);
      assertEquals(List.of("gone", "wiped", "wiped", "wiped"), words(result));
      assertEquals(List.of(6, 0, 0, 0), codes(result));
    }
    shelf.assertWiped(1, 2, 3);
    drive.back();
    shelf.resumeAll().run().expectExit(0);
    shelf.assertWiped();
  }

  @Test
  void oneThatFailsGivesTheWorstCodeAndStopsNoOther() throws IOException {
    shelf.add(1, 8);
    FaultDrive drive = shelf.addFaulty(1, LoopOptions.USUAL.withDirectIo());
    shelf.add(1, 24);
    drive.badWrite(0, 2048);
    // The last one is still at it when the other has failed.
    Program wipe = shelf.wipe("--json", "--retries", "0", "--max-rate", "8M", "--verify", "none");
    ProgramResult result = wipe.run().expectExit(1);
    assertEquals(List.of("wiped", "failed", "wiped"), words(result));
    shelf.assertWiped(0, 2);
    drive.clear();
  }

  @Test
  void ctrlCSavesAllToTheByteAndResumeFinishesAllAtOnce() throws IOException {
    shelf.add(4, 12);
    try (RunningProgram running = shelf.wipe("--max-rate", "3M").start()) {
      awaitAllSaved(running, 4);
      long asked = System.nanoTime();
      running.signal("INT");
      ProgramResult result = running.awaitExit(SOON).expectExit(130);
      assertTrue(millisSince(asked) < 3000, "answered after " + millisSince(asked) + " ms");
      for (String node : shelf.nodes()) {
        assertTrue(result.out().contains("To go on: wipeit resume " + node), result::toString);
      }
    }
    for (LoopDevice device : shelf.devices()) {
      assertHoldsExactly(device, shelf.saved(device));
    }
    ProgramResult resumed = shelf.resumeAll("--json", "--max-rate", "24M").run().expectExit(0);
    assertEquals(4, mostAtOnce(resumed), "at the same time");
    shelf.assertWiped();
  }

  @Test
  void whatWaitsIsNotBegunAfterCtrlC() throws IOException {
    shelf.add(3, 16);
    try (RunningProgram running = shelf.wipe("--json", "-j1", "--max-rate", "2M").start()) {
      awaitAllSaved(running, 1);
      running.signal("INT");
      ProgramResult result = running.awaitExit(SOON).expectExit(130);
      assertEquals(List.of("stopped", "not-begun", "not-begun"), words(result));
    }
    for (LoopDevice untouched : shelf.devices().subList(1, 3)) {
      assertEquals(untouched.sizeBytes() / 512, untouched.markerSectors());
    }
  }

  @Test
  void oneThatDoesNotAnswerKeepsNoOtherFromBeingSaved() throws IOException {
    shelf.add(2, 24);
    FaultDrive drive = shelf.addFaulty(24, LoopOptions.USUAL.withDirectIo());
    try (RunningProgram running = shelf.wipe("--json", "--max-rate", "4M").start()) {
      ProcessHandle java = ProcessHandle.of(running.javaPid()).orElseThrow();
      awaitAllSaved(running, 3);
      drive.stall();
      drive.awaitWaiting(1);
      long asked = System.nanoTime();
      running.signal("INT");
      for (LoopDevice device : shelf.devices().subList(0, 2)) {
        Await.until(
            Duration.ofSeconds(5),
            () -> "the end of " + device + "\n" + running.stdout(),
            () -> isFinished(running, device));
      }
      assertTrue(millisSince(asked) < 5000, "the others were saved soon");
      running.awaitExit(SOON).expectExit(130);
      assertTrue(millisSince(asked) < 12_500, "ended after " + millisSince(asked) + " ms");
      for (LoopDevice device : shelf.devices().subList(0, 2)) {
        assertHoldsExactly(device, shelf.saved(device));
      }
      drive.go();
      Await.until(SOON, () -> "the end of Java", () -> !java.isAlive());
    }
    shelf.resumeAll().run().expectExit(0);
    shelf.assertWiped();
  }

  /**
   * The second Ctrl-C is for the one that does not answer; whoever reads the output is not held.
   */
  @Test
  void oneOfEightThatDoesNotAnswerHoldsNeitherTheOthersNorTheReaderOfTheOutput() throws Exception {
    Requires.tool("mkfifo");
    shelf.add(7, 16);
    FaultDrive drive = shelf.addFaulty(16, LoopOptions.USUAL.withDirectIo());
    Path folder = Scratch.folder("pipe");
    Path pipe = folder.resolve("pipe");
    Tool.run("mkfifo", pipe.toString()).succeeded();
    Process reader =
        new ProcessBuilder("cat", pipe.toString())
            .redirectOutput(folder.resolve("read").toFile())
            .start();
    Program wipe =
        shelf
            .wipe("--json", "--max-rate", "2M")
            .under("sh", "-c", "exec \"$@\" >\"$0\" 2>&1", pipe.toString());
    try (RunningProgram running = wipe.start()) {
      ProcessHandle java = ProcessHandle.of(running.javaPid()).orElseThrow();
      awaitAllSaved(running, 8);
      drive.stall();
      drive.awaitWaiting(1);
      running.signal("INT");
      // Within a second it would be taken as the same one.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1200));
      long asked = System.nanoTime();
      running.signal("INT");
      running.awaitExit(SOON).expectExit(130);
      assertTrue(millisSince(asked) < 2500, "ended after " + millisSince(asked) + " ms");
      assertTrue(reader.waitFor(2, TimeUnit.SECONDS), "the pipe is still open");
      assertTrue(java.isAlive(), "Java is held by the drive");
      JsonLines read =
          JsonLines.of(Files.readString(folder.resolve("read")).replaceAll("(?m)^[^{].*\n", ""));
      assertEquals(7, read.of(JsonLines.Event.RUN_FINISHED).size());
      for (LoopDevice device : shelf.devices().subList(0, 7)) {
        assertHoldsExactly(device, shelf.saved(device));
      }
      drive.go();
      Await.until(SOON, () -> "the end of Java", () -> !java.isAlive());
    } finally {
      reader.destroy();
    }
    Scratch.delete(folder);
    shelf.resumeAll().run().expectExit(0);
    shelf.assertWiped();
  }

  @Test
  void thirtyTwoAreWipedAtOnceInLittleMemory() throws IOException {
    shelf.add(32, 16);
    try (RunningProgram running =
        shelf.wipe("--json", "--verify", "all", "--max-rate", "6M").start()) {
      long peak = PeakMemory.kibOf(running);
      ProgramResult result = running.awaitExit(SOON).expectExit(0);
      System.out.println("32 drives at once: peak " + peak + " KiB");
      assertTrue(mostAtOnce(result) >= 24, "at the same time: " + mostAtOnce(result));
      assertTrue(peak > 10_000 && peak < 300 * 1024, "peak " + peak + " KiB");
    }
    shelf.assertWiped();
  }

  @Test
  void eightAreWipedInLessThanTwoHundredMebibytes() throws IOException {
    shelf.add(8, 32);
    Program wipe = shelf.wipe("-m", "random", "--rounds", "2", "--verify", "all");
    try (RunningProgram running = wipe.start()) {
      String java = Files.readString(Path.of("/proc/" + running.javaPid() + "/cmdline"));
      assertTrue(java.contains("\0-Xmx64m\0"), "the heap: " + java.replace('\0', ' '));
      long peak = PeakMemory.kibOf(running);
      running.awaitExit(InterruptedRun.SOON).expectExit(0);
      System.out.println("8 drives at once: peak " + peak + " KiB");
      assertTrue(peak > 10_000 && peak < 200 * 1024, "peak " + peak + " KiB");
    }
    shelf.assertWiped();
  }

  @Test
  void oneThatIsRefusedRefusesAll() throws IOException {
    shelf.add(2, 4);
    shelf.add(LoopDevice.create(4 << 20, LoopOptions.USUAL.asReadOnly()));
    ProgramResult result = shelf.wipe("--json").run().expectExit(3);
    assertEquals(List.of("not-begun", "not-begun", "not-begun"), words(result));
    for (LoopDevice device : shelf.devices().subList(0, 2)) {
      assertEquals(device.sizeBytes() / 512, device.markerSectors());
    }
  }

  @Test
  void resumeWithoutArgumentsGoesOnWithoutTheOneThatIsNotProven() throws IOException {
    shelf.add(3, 12);
    try (RunningProgram running = shelf.wipe("--max-rate", "3M").start()) {
      awaitAllSaved(running, 3);
      running.signal("INT");
      running.awaitExit(SOON).expectExit(130);
    }
    LoopDevice changed = shelf.devices().get(1);
    changed.fill();
    ProgramResult result = shelf.resumeAll("--json").run().expectExit(7);
    assertTrue(result.err().contains(changed.node() + " is not provably"), result::toString);
    assertEquals(List.of("wiped", "wiped"), words(result));
    shelf.assertWiped(0, 2);
    assertEquals(changed.sizeBytes() / 512, changed.markerSectors(), "not a byte of it");
  }

  @Test
  void theThreadsThatDoIoAreIdle() throws IOException {
    Requires.tool("ionice");
    shelf.add(2, 16);
    try (RunningProgram running = shelf.wipe("--idle-io", "--max-rate", "4M").start()) {
      awaitAllSaved(running, 2);
      Map<String, String> classes = ThreadPriorities.of(running.javaPid());
      long idle =
          classes.entrySet().stream()
              .filter(thread -> thread.getKey().matches(".*wipeit-(worker|checkpoi|device).*"))
              .peek(thread -> assertEquals("idle", thread.getValue(), classes.toString()))
              .count();
      assertTrue(idle >= 6, classes.toString());
      assertFalse(running.stderr().contains("without effect"), running.stderr());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 40})
  void aTerminalShowsALineForEachInItsPlace(int columns) throws IOException {
    shelf.add(3, 8);
    Terminal terminal = shelf.wipe("--max-rate", "3M").inTerminal(columns, 60);
    List<String> names = shelf.devices().stream().map(LoopDevice::name).toList();
    String block =
        names.stream()
            .map(name -> "^" + name + " [^\n]*[0-9.]+% [^\n]*")
            .collect(Collectors.joining("\n"));
    terminal.awaitScreen(block);
    terminal.awaitScreen(names.get(0) + " [^\n]*[3-9][0-9]\\.[0-9]% ");
    String screen = terminal.screen();
    for (String name : names) {
      long rows = screen.lines().filter(line -> line.matches(name + " .*[0-9.]+% .*")).count();
      assertEquals(1, rows, screen);
    }
    assertEquals(0, terminal.awaitExit());
    String end = terminal.screen();
    assertFalse(end.lines().anyMatch(line -> line.matches("loop[0-9]+ .*[0-9.]+% .*")), end);
    for (String node : shelf.nodes()) {
      assertTrue(end.contains(node + ": wiped\n"), end);
    }
  }

  private void awaitAllSaved(RunningProgram running, int count) throws IOException {
    Await.until(
        SOON, () -> "progress\n" + running.stderr(), () -> shelf.savedWithProgress() == count);
  }

  private static boolean isFinished(RunningProgram running, LoopDevice device) {
    return JsonLines.of(running.stdout()).of(JsonLines.Event.RUN_FINISHED).stream()
        .anyMatch(line -> line.path("device").asText().equals(device.node().toString()));
  }

  private static void assertHoldsExactly(LoopDevice device, Checkpoint claim) throws IOException {
    long wrong = PassBytes.of(claim).firstDifference(device.backingFile(), 0, claim.written());
    assertEquals(-1, wrong, "is not on the device, but claimed by " + claim);
    long left = (device.sizeBytes() - claim.written()) / 512;
    assertEquals(left, device.markerSectors(), "sectors not yet written, for " + claim);
    assertTrue(left > 0, "stopped in time");
  }

  private static List<String> words(ProgramResult result) {
    return JsonLines.of(result.out())
        .only(JsonLines.Event.RESULT)
        .path("devices")
        .findValuesAsText("result");
  }

  private static List<Integer> codes(ProgramResult result) {
    JsonNode devices = JsonLines.of(result.out()).only(JsonLines.Event.RESULT).path("devices");
    return IntStream.range(0, devices.size())
        .mapToObj(i -> devices.path(i).path("exit_code").asInt())
        .toList();
  }

  /** How many runs had begun and not yet ended at one time, by the times in their events. */
  private static int mostAtOnce(ProgramResult result) {
    Map<String, Instant> begun = new HashMap<>();
    Map<String, Instant> ended = new HashMap<>();
    for (JsonNode line : JsonLines.of(result.out()).all()) {
      Instant time = Instant.parse(line.path("time").asText());
      switch (line.path("type").asText()) {
        case "run_started", "run_resumed" -> begun.put(line.path("run").asText(), time);
        case "run_finished" -> ended.put(line.path("run").asText(), time);
        default -> {}
      }
    }
    assertEquals(begun.keySet(), ended.keySet());
    return (int)
        begun.values().stream()
            .mapToLong(
                moment ->
                    begun.entrySet().stream()
                        .filter(run -> !run.getValue().isAfter(moment))
                        .filter(
                            run -> Objects.requireNonNull(ended.get(run.getKey())).isAfter(moment))
                        .count())
            .max()
            .orElse(0);
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
