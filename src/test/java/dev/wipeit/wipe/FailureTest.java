package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.Await;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeEvent.CheckpointFailed;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FailureTest {

  private static final int MIB = Bench.MIB;
  private static final int SIZE = 12 * MIB + 512;

  @Test
  void nothingIsWrittenWithoutAFirstCheckpoint() {
    Bench bench = new Bench("random", SIZE, 512);
    failSaves(bench, save -> true);
    IOException thrown = assertThrows(IOException.class, () -> bench.wipe(1, VerifyMode.SAMPLE));
    assertEquals("no space", thrown.getMessage());
    assertEquals(0, bench.media.writes().size());
    assertEquals(0, bench.media.forces());
  }

  @Test
  void aLaterCheckpointThatFailsIsToldAndTheRunGoesOn() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    failSaves(bench, save -> save == 1);
    WholeWipeTest.assertWiped(bench, bench.wipe(1, VerifyMode.NONE));
    assertEquals("no space", bench.events(CheckpointFailed.class).get(0).reason());
    assertEquals(1, bench.events(CheckpointFailed.class).size());
  }

  @Test
  void aRunWhoseLastCheckpointFailsIsNotSaved() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    failSaves(bench, save -> save > 0);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.WIPED, outcome.result());
    assertFalse(outcome.saved());
    assertEquals(1, bench.saved.size());
    bench.assertHolds(outcome.state());
  }

  private static void failSaves(Bench bench, IntPredicate fails) {
    int[] saves = {0};
    bench.sink =
        state -> {
          if (fails.test(saves[0]++)) {
            throw new IOException("no space");
          }
          bench.keep(state);
        };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void aForceThatFailedIsNeverTriedAgain(int successes) throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.failForceAfter(successes);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.FAILED, outcome.result());
    assertEquals("memory: not confirmed", outcome.failure());
    assertEquals(successes + 1, bench.media.forces());
    assertEquals(outcome.state(), bench.lastSaved());
    assertTrue(outcome.state().written() <= (long) successes * MIB, () -> "" + outcome);
    bench.assertClean();
    bench.crash();
    bench.assertDurable(bench.lastSaved());
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 511, 2 * MIB, 7 * MIB + 5, SIZE - 1})
  void aDeviceThatIsReadOnlyLeavesTheDonePartSaved(long bad) throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    bench.media.protectAt(bad);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.FAILED, outcome.result());
    assertEquals("memory: bad byte " + bad, outcome.failure());
    assertTrue(outcome.saved());
    assertEquals(outcome.state(), bench.lastSaved());
    assertEquals(bad / (2 * MIB) * 2 * MIB, outcome.state().written());
    bench.assertDurable(outcome.state());
    bench.crash();
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void theBytesOfAFailedSessionAreCounted() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.protectAt(7L * MIB);
    assertEquals(6L * MIB, bench.wipe(1, VerifyMode.NONE).sessionBytes());
    Bench reading = new Bench("zero", SIZE, 512);
    reading.media.failReadAt(7L * MIB);
    assertEquals(2L * SIZE, reading.wipe(1, VerifyMode.LAST).sessionBytes());
  }

  @Test
  void aDeviceThatGoesAwayIsGoneAndItsStateStands() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    bench.media.beforeWrite(
        range -> {
          if (range.offset() == 6L * MIB) {
            bench.media.pull();
          }
        });
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.GONE, outcome.result());
    assertTrue(Objects.requireNonNull(outcome.failure()).startsWith("memory went away"));
    assertEquals(outcome.state(), bench.lastSaved());
    bench.crash();
    bench.assertDurable(bench.lastSaved());
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void aCacheThatCannotBeDroppedIsNoSuccess() throws IOException {
    Bench bench = new Bench("zero", MIB, 512);
    bench.media.beforeForce(() -> bench.media.failForceAfter(1));
    WipeOutcome outcome = bench.wipe(1, VerifyMode.SAMPLE);
    assertEquals(Result.FAILED, outcome.result());
    assertEquals(0, bench.media.reads().size());
  }

  @Test
  void aWorkerThatBreaksEndsTheRunWithAMessage() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.beforeWrite(
        range -> {
          if (range.offset() == 4L * MIB) {
            throw new IllegalStateException("broken");
          }
        });
    WipeOutcome outcome = bench.wipe(1, VerifyMode.NONE);
    assertEquals(Result.FAILED, outcome.result());
    assertEquals("internal error: java.lang.IllegalStateException: broken", outcome.failure());
    assertEquals(4L * MIB, outcome.state().written());
  }

  @Test
  void aForceThatBreaksIsNotTriedAgain() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    int[] asked = {0};
    bench.media.beforeForce(
        () -> {
          asked[0]++;
          throw new IllegalStateException("broken");
        });
    WipeOutcome outcome = bench.wipe(1, VerifyMode.NONE);
    assertEquals(Result.FAILED, outcome.result());
    assertEquals(1, asked[0]);
    assertEquals(0, bench.lastSaved().written());
  }

  @Test
  void aListenerThatBreaksDoesNotLeaveWorkersBehind() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.nanoTime = Bench.ticking(Duration.ofMillis(1));
    bench.pace = new Pace(MIB, 20L * MIB);
    bench.listener =
        event -> {
          if (event instanceof Progress) {
            throw new IllegalStateException("broken");
          }
        };
    WipeOutcome outcome = bench.wipe(1, VerifyMode.NONE);
    assertEquals(Result.FAILED, outcome.result());
    assertEquals(
        "internal error, please report it: java.lang.IllegalStateException: broken",
        outcome.failure());
    // A thread lives on for a moment after the last thing that it does for the run.
    assertTrue(
        Await.holdsWithin(
            Duration.ofSeconds(1),
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("wipeit-worker"))));
    assertTrue(bench.media.writes().size() < 6);
  }

  @Test
  void aDifferenceThatWasFoundBeforeAStopIsToldAsNotAll() throws IOException {
    int size = 64 * MIB;
    Bench bench = new Bench("zero", size, 512);
    Checkpoint state =
        Draft.of(bench.fresh(1, VerifyMode.LAST)).written(size).phase(Phase.VERIFY).checkpoint();
    bench.media.fill(0, size);
    bench.media.flip(700);
    WipeOutcome whole = bench.run(state, true);
    assertEquals(Result.DIFFERS, whole.result());
    assertNull(whole.failure());
    // Each worker has one request in hand by then, and takes no other.
    bench.media.beforeRead(range -> bench.stop.request());
    WipeOutcome stopped = bench.run(state, true);
    assertEquals(Result.DIFFERS, stopped.result());
    assertEquals("reading back was stopped: more may differ than is named here", stopped.failure());
  }

  @Test
  void aDifferenceOutlivesAReadThatFails() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    Checkpoint state =
        Draft.of(bench.fresh(1, VerifyMode.LAST)).written(SIZE).phase(Phase.VERIFY).checkpoint();
    bench.media.fill(0, SIZE);
    bench.media.flip(700);
    bench.media.failReadAt(9L * MIB);
    WipeOutcome outcome = bench.run(state, true);
    assertEquals(Result.DIFFERS, outcome.result());
    Verification found = Objects.requireNonNull(outcome.verification());
    assertEquals(List.of(new ByteRange(512, 512)), found.ranges());
    assertEquals(List.of(new ByteRange(9L * MIB, 512)), found.unreadable());
    assertEquals(0, outcome.state().verified());
  }
}
