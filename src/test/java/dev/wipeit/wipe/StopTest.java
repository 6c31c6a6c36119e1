package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeEvent.Started;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StopTest {

  private static final int MIB = Bench.MIB;
  private static final int SIZE = 9 * MIB + 512;

  @Test
  void aStopBeforeTheLastPassIsReadBackIsNoSuccess() throws IOException {
    Bench bench = new Bench("random", 4 * Bench.MIB, 512);
    bench.listener =
        event -> {
          if (event instanceof WipeEvent.CheckpointSaved saved
              && saved.state().pass() == 2
              && saved.state().written() == 4 * Bench.MIB) {
            bench.stop.request();
          }
        };
    WipeOutcome outcome = bench.wipe(2, VerifyMode.ALL);
    assertEquals(Result.STOPPED, outcome.result());
    bench.crash();
    bench.listener = bench.events::add;
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void theCheckpointOfAStopIsExactAndTheResumeCompletes(VerifyMode verify) throws IOException {
    long seed = System.nanoTime();
    System.out.println("StopTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 8; i++) {
      Bench bench = new Bench("random", SIZE, 512);
      stopsAndGoesOn(bench, verify, random);
    }
  }

  private static void stopsAndGoesOn(Bench bench, VerifyMode verify, Random random)
      throws IOException {
    AtomicInteger left = new AtomicInteger(random.nextInt(30));
    stopAfter(bench, left);
    WipeOutcome outcome = bench.wipe(2, verify);
    int interruptions = 0;
    while (outcome.result() == Result.STOPPED) {
      Checkpoint state = outcome.state();
      assertEquals(state, bench.lastSaved());
      assertTrue(outcome.saved());
      assertNull(outcome.verification());
      assertEquals(interruptions, state.interruptions());
      assertExact(bench, state);
      bench.crash();
      assertNull(new Proof(state, Proof.Basis.NOTHING).disproof(bench.media, random), "proof");
      left.set(random.nextInt(30));
      stopAfter(bench, left);
      interruptions++;
      outcome = bench.resume();
    }
    WholeWipeTest.assertWiped(bench, outcome);
    assertEquals(interruptions, outcome.state().interruptions());
  }

  /** All that was written is claimed, and nothing else. */
  private static void assertExact(Bench bench, Checkpoint state) {
    bench.assertClean();
    bench.assertDurable(state);
    int written = (int) state.written();
    if (state.pass() == 1 && written < SIZE) {
      assertEquals(MemoryMedia.MARKER, bench.media.bytes()[written]);
      assertEquals(MemoryMedia.MARKER, bench.media.bytes()[SIZE - 1]);
    }
  }

  private static void stopAfter(Bench bench, AtomicInteger requests) {
    StopRequest stop = bench.stop;
    bench.media.beforeWrite(range -> countDown(requests, stop));
    bench.media.beforeRead(range -> countDown(requests, stop));
  }

  private static void countDown(AtomicInteger left, StopRequest stop) {
    if (left.getAndDecrement() == 0) {
      stop.request();
    }
  }

  @Test
  void aStopBeforeTheBeginningWritesNothing() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    bench.stop.request();
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.STOPPED, outcome.result());
    assertEquals(0, outcome.state().written());
    assertEquals(0, outcome.sessionBytes());
    assertEquals(0, bench.media.writes().size());
  }

  @Test
  void aStopAtTheEndOfTheWritingDoesNotReadBack() throws IOException {
    Bench bench = new Bench("zero", MIB, 512);
    bench.media.beforeWrite(range -> bench.stop.request());
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.STOPPED, outcome.result());
    assertEquals(MIB, outcome.state().written());
    assertEquals(Phase.WRITE, outcome.state().phase());
    assertEquals(0, bench.media.reads().size());
  }

  @Test
  void aStopInTheLastRequestOfAllLeavesNothingToDo() throws IOException {
    Bench bench = new Bench("zero", MIB, 512);
    bench.media.beforeWrite(range -> bench.stop.request());
    assertEquals(Result.WIPED, bench.wipe(1, VerifyMode.NONE).result());
    Bench reading = new Bench("zero", MIB, 512);
    reading.media.beforeRead(range -> reading.stop.request());
    assertEquals(Result.WIPED, reading.wipe(1, VerifyMode.LAST).result());
  }

  @Test
  void aStopBetweenTwoPassesGoesOnWithTheSecond() throws IOException {
    Bench bench = new Bench("random", MIB, 512);
    bench.media.beforeRead(range -> bench.stop.request());
    WipeOutcome outcome = bench.wipe(2, VerifyMode.ALL);
    assertEquals(Result.STOPPED, outcome.result());
    assertEquals(1, outcome.state().pass());
    bench.crash();
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void aResumedVerificationReadsOnlyWhatIsLeft() throws IOException {
    Bench bench = new Bench("zero", 70 * MIB, 512);
    bench.media.fill(0, 70 * MIB);
    Checkpoint state =
        Draft.of(bench.fresh(1, VerifyMode.LAST))
            .written(70L * MIB)
            .phase(Phase.VERIFY)
            .verified(5L * MIB)
            .checkpoint();
    WipeOutcome outcome = bench.run(state, true);
    WholeWipeTest.assertWiped(bench, outcome);
    assertEquals(0, bench.media.writes().size());
    assertEquals(70L * MIB, bench.events(Started.class).get(0).from());
    assertEquals(
        5L * MIB, bench.media.reads().stream().mapToLong(ByteRange::offset).min().orElse(-1));
    assertEquals(65L * MIB, outcome.sessionBytes());
    assertEquals(1, outcome.state().interruptions());
  }

  @Test
  void aResumedSampleReadsAllThatMayNotHaveArrived() throws IOException {
    Bench bench = new Bench("zero", 80 * MIB, 512);
    bench.media.fill(0, 80 * MIB);
    Checkpoint state =
        Draft.of(bench.fresh(1, VerifyMode.SAMPLE))
            .written(80L * MIB)
            .phase(Phase.VERIFY)
            .checkpoint();
    bench.media.flip(40L * MIB + 77);
    WipeOutcome outcome = bench.run(state, true);
    assertEquals(Result.DIFFERS, outcome.result());
  }

  @Test
  void theActiveTimeAddsUpOverInterruptions() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.nanoTime = Bench.ticking(Duration.ofMillis(50));
    bench.media.beforeWrite(range -> bench.stop.request());
    Duration first = bench.wipe(1, VerifyMode.NONE).state().active();
    bench.crash();
    WipeOutcome outcome = bench.resume();
    assertTrue(!first.isZero());
    assertTrue(outcome.state().active().compareTo(first) > 0);
    assertTrue(outcome.state().active().compareTo(first.plus(outcome.elapsed())) <= 0);
  }

  @Test
  void whatAPredecessorWroteIsRewrittenByTheMarginAndTheRestIsNotCompared() throws IOException {
    int taken = 66 * MIB;
    Bench bench = new Bench("random", 70 * MIB, 512);
    Checkpoint state = Draft.of(bench.fresh(1, VerifyMode.LAST)).takenOver(taken).checkpoint();
    WipeOutcome outcome = bench.run(state, true);
    assertEquals(Result.WIPED, outcome.result());
    int from = taken - (int) Wipe.REWIND_BYTES;
    assertEquals(from, outcome.state().unproven());
    assertEquals(from, bench.events(Started.class).get(0).from());
    bench.assertDurable(outcome.state());
    assertEquals(MemoryMedia.MARKER, bench.media.bytes()[from - 1]);
    assertEquals(outcome.state().bytesTotal(), outcome.state().bytesDone());
  }

  @Test
  void aModeThatIsChangedToNothingEndsAVerification() throws IOException {
    Bench bench = new Bench("zero", MIB, 512);
    bench.media.fill(0, MIB);
    Checkpoint state =
        Draft.of(bench.fresh(1, VerifyMode.LAST))
            .written(MIB)
            .phase(Phase.VERIFY)
            .verified(4096)
            .verify(VerifyMode.NONE)
            .checkpoint();
    assertEquals(0, state.verified());
    WholeWipeTest.assertWiped(bench, bench.run(state, true));
  }
}
