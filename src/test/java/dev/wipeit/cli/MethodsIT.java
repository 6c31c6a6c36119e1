package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.Pass;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.MethodTable;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bytes after each pass of each method, over a device whose size is a multiple of neither 3 nor
 * 4096. The drive stalls after each fsync, so that what a pass has left lies still and can be read
 * behind the program's back.
 */
@Tag("concurrent")
final class MethodsIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** 2051 sectors. */
  private static final int SIZE = 2051 * 512;

  private static FaultDrive drive;
  private static LoopDevice device;

  @BeforeAll
  static void attach() throws IOException {
    drive = FaultDrive.create(SIZE);
    device = LoopDevice.over(drive, LoopOptions.USUAL);
  }

  @AfterAll
  static void detach() throws IOException {
    if (drive != null) {
      drive.close();
    }
  }

  @AfterEach
  void letGo() throws IOException {
    drive.clear();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = MethodTable.TEXT)
  void everyByteAfterEachPassOfAMethod(String id, String verify, String standing, String passes)
      throws IOException {
    assertEveryPass(passes, "-m", id);
  }

  @Test
  void everyByteAfterEachPassOfALineOfOnesOwn() throws IOException {
    assertEveryPass(
        "R 0x00 0xff 0x924924 0x01020304050607 0x000102030405060708090a0b0c0d0e0f 0x12",
        "--passes",
        "random,00,FF,0x924924,01020304050607,000102030405060708090a0b0c0d0e0f,12");
  }

  @Test
  void everyRoundHasTheSamePassesAndItsOwnKeys() throws IOException {
    Paused run = new Paused(program("-m", "itsg-06", "--rounds", "3", "--verify", "all"));
    run.toTheEnd();
    assertEquals(9, run.states.size());
    MethodTable.assertDrawn("c ~c R", ids(run.states.get(0)));
    assertKeysDiffer(run.states);
  }

  @Test
  void gutmannIsGoneOnWithInTheMiddleOfVerificationAndOfWriting() throws IOException {
    Program program = program("-m", "gutmann", "--verify", "all");
    Paused first = new Paused(program);
    Checkpoint begun = first.stopAt(9, Phase.VERIFY);
    MethodTable.assertDrawn(MethodTable.passes("gutmann"), ids(begun));

    Paused second = new Paused(resume(program, "--verify", "none"));
    Checkpoint later = second.stopAt(20, Phase.WRITE);
    assertEquals(begun.plan(), later.plan());

    Paused third = new Paused(resume(program, "--verify", "all"));
    third.toTheEnd();
    assertEquals(begun.plan(), third.end().plan());
    assertEquals(35, third.end().pass());
    assertEquals(16, third.states.size());
    assertEquals(2, third.end().interruptions());
  }

  @Test
  void aLineOfOnesOwnIsGoneOnWithAsItWas() throws IOException {
    Program program = program("--passes", "00,924924,random,ff", "--verify", "all");
    Checkpoint begun = new Paused(program).stopAt(2, Phase.VERIFY);
    assertEquals("custom", begun.method());
    Paused rest = new Paused(resume(program));
    rest.toTheEnd();
    assertEquals(List.of("00", "924924", "random", "ff"), ids(rest.end()));
    assertEquals(List.of(2, 3, 4), rest.states.stream().map(Checkpoint::pass).distinct().toList());
  }

  /** The 3-byte patterns keep their phase where a run goes on at an offset of any remainder. */
  @Test
  void aThreeByteLineKeepsItsPhaseBehindAnInterruption() throws IOException {
    long size = (110L << 20) + 1536;
    try (LoopDevice large = LoopDevice.create(size)) {
      Program program =
          Program.with(
              "wipe",
              large.node().toString(),
              "--yes",
              "--passes",
              "6db6db",
              "--verify",
              "none",
              "-b",
              "1M",
              "--checkpoint-every",
              "1M",
              "--max-rate",
              "48M");
      SavedState state = new SavedState(program.stateDirectory());
      try (RunningProgram running = program.start()) {
        Await.until(SOON, running::stderr, () -> writtenOf(state) > 65L << 20);
        running.signal("INT");
        running.awaitExit(SOON).expectExit(130);
      }
      Checkpoint stopped = state.saved();
      assertTrue(stopped.written() < size, stopped::toString);
      Program.with("resume", large.node().toString(), "--verify", "last")
          .stateDirectory(program.stateDirectory())
          .run()
          .expectExit(0);
      PassBytes expected = PassBytes.of(stopped);
      assertEquals(-1, expected.firstDifference(large.backingFile(), 0, size));
    }
  }

  @Test
  void whatAMethodDemandsIsReadBackAndShownWhateverIsAskedFor() throws IOException {
    ProgramResult whole =
        program("-m", "hmg-is5-enhanced", "--verify", "none", "--json").run().expectExit(0);
    String sheet = "verify last (the method demands it; none was asked for)";
    assertTrue(whole.err().contains(sheet), whole::toString);
    assertDemanded(whole);

    Program program = program("-m", "hmg-is5-enhanced", "--verify", "none");
    new Paused(program).stopAt(2, Phase.WRITE);
    assertDemanded(resume(program, "--verify", "none", "--json").run().expectExit(0));
  }

  private static void assertDemanded(ProgramResult result) {
    String first = result.outLines().get(0);
    assertTrue(first.contains("\"verify\":\"last\",\"demands_verify\":\"last\""), first);
    String last = result.outLines().get(result.outLines().size() - 1);
    assertTrue(last.contains("\"verify\":\"last\""), last);
    assertTrue(last.contains("\"demands_verify\":\"last\""), last);
    assertTrue(last.contains("\"verified_bytes\":" + SIZE + ","), last);
  }

  private static long writtenOf(SavedState state) throws IOException {
    return InterruptedRun.written(state.directory());
  }

  private static void assertEveryPass(String golden, String... choice) throws IOException {
    List<String> options = new ArrayList<>(List.of(choice));
    options.addAll(List.of("--verify", "all"));
    Paused run = new Paused(program(options.toArray(String[]::new)));
    run.toTheEnd();
    assertEquals(
        MethodTable.count(golden), run.states.stream().map(Checkpoint::pass).distinct().count());
    MethodTable.assertDrawn(golden, ids(run.end()));
    assertKeysDiffer(run.states);
  }

  private static void assertKeysDiffer(List<Checkpoint> states) {
    Set<String> keys = new HashSet<>();
    for (Checkpoint state : states) {
      assertEquals(state.currentPass().isRandom(), state.passKey() != null);
      assertTrue(state.passKey() == null || keys.add(state.passKey()), "a key is used twice");
    }
  }

  private static List<String> ids(Checkpoint state) {
    return state.plan().stream().map(Pass::id).toList();
  }

  private static Program program(String... options) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("wipe", device.node().toString(), "--yes", "-b", "1M"));
    all.addAll(List.of(options));
    return Program.with(all.toArray(String[]::new));
  }

  private static Program resume(Program first, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("resume", device.node().toString()));
    all.addAll(List.of(options));
    return Program.with(all.toArray(String[]::new)).stateDirectory(first.stateDirectory());
  }

  /** A run that is looked at whenever the drive lies still. */
  private static final class Paused {

    private final Program program;
    private final SavedState saved;

    /** The checkpoints of the passes that were complete, and right, one for each. */
    private final List<Checkpoint> states = new ArrayList<>();

    Paused(Program program) {
      this.program = program;
      this.saved = new SavedState(program.stateDirectory());
    }

    void toTheEnd() throws IOException {
      drive.pause();
      try (RunningProgram running = program.start()) {
        while (awaitStill(running)) {
          look();
          drive.go();
        }
        ProgramResult result = running.awaitExit(SOON).expectExit(0);
        assertEquals(end().passes(), states.get(states.size() - 1).pass(), result::toString);
      }
      drive.clear();
    }

    /** The checkpoint after a clean stop, where it is in that pass and phase. */
    Checkpoint stopAt(int pass, Phase phase) throws IOException {
      drive.pause();
      try (RunningProgram running = program.start()) {
        while (awaitStill(running) && !isAt(pass, phase)) {
          look();
          drive.go();
        }
        running.signal("INT");
        running.awaitThread("wipeit-stop");
        drive.clear();
        running.awaitExit(SOON).expectExit(130);
      }
      assertTrue(isAt(pass, phase), () -> "stopped elsewhere");
      return saved.saved();
    }

    Checkpoint end() throws IOException {
      return saved.finished();
    }

    /** Whether the drive lies still, with the program waiting for it; otherwise it has ended. */
    private static boolean awaitStill(RunningProgram running) throws IOException {
      Await.until(
          SOON,
          running::stderr,
          () -> !running.isAlive() || (drive.value("stalled") == 1 && drive.value("waiting") > 0));
      return running.isAlive();
    }

    private boolean isAt(int pass, Phase phase) throws IOException {
      @Nullable Checkpoint state = saved.last();
      return state != null && state.pass() == pass && state.phase() == phase;
    }

    private void look() throws IOException {
      @Nullable Checkpoint state = saved.last();
      if (state == null || state.phase() != Phase.VERIFY || isSeen(state)) {
        return;
      }
      assertEquals(SIZE, state.written());
      long wrong = PassBytes.of(state).firstDifference(drive.contents(), 0, SIZE);
      assertEquals(-1, wrong, () -> "in pass " + state.pass() + " of " + ids(state));
      states.add(state);
    }

    private boolean isSeen(Checkpoint state) {
      return states.stream().anyMatch(seen -> seen.pass() == state.pass());
    }
  }
}
