package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.MemoryMedia;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The power goes at every step of a run; what was saved holds, and the run can be gone on with. */
final class CrashTest {

  private static final int MIB = Bench.MIB;

  /** More steps than any of these runs has. */
  private static final int MOST_STEPS = 200;

  @ParameterizedTest
  @CsvSource({
    "random,1,NONE",
    "random,1,SAMPLE",
    "random,2,ALL",
    "zero,1,LAST",
    "zero,2,SAMPLE",
    "one,2,ALL"
  })
  void everyStepOfARun(String method, int rounds, VerifyMode verify) throws IOException {
    long seed = System.nanoTime();
    System.out.println("CrashTest seed " + seed);
    int step = 0;
    boolean cut = true;
    while (cut) {
      cut = crashes(method, rounds, verify, step, seed + step);
      step++;
    }
    assertTrue(step > 3 && step < MOST_STEPS, "ended without a crash after " + step);
  }

  /** Whether the power went before the run was over. */
  private static boolean crashes(String method, int rounds, VerifyMode verify, int step, long seed)
      throws IOException {
    Bench bench = new Bench(method, 2 * MIB + 512, 512).cutAfter(step, seed);
    Random random = new Random(seed);
    if (!isCut(bench, () -> bench.wipe(rounds, verify))) {
      return false;
    }
    if (bench.saved.isEmpty()) {
      assertEquals(0, bench.media.writes().size());
      assertEquals(MemoryMedia.MARKER, bench.media.bytes()[0]);
      return true;
    }
    // Once more in the middle of the first resume.
    goOn(bench, verify);
    bench.cutAfter(random.nextInt(step + 2), seed + 1);
    if (isCut(bench, bench::resume)) {
      goOn(bench, verify);
      WholeWipeTest.assertWiped(bench, bench.resume());
    }
    bench.assertHolds(bench.lastSaved());
    return true;
  }

  private static void goOn(Bench bench, VerifyMode verify) throws IOException {
    bench.assertClean();
    bench.assertDurable(bench.lastSaved());
    bench.crash();
    Checkpoint state = bench.lastSaved();
    assertEquals(verify, state.verify());
    assertNull(new Proof(state, Proof.Basis.IDENTITY).disproof(bench.media, new Random(1)));
  }

  private static boolean isCut(Bench bench, Attempt attempt) throws IOException {
    try {
      WipeOutcome outcome = attempt.run();
      if (bench.power.isCut()) {
        assertTrue(
            outcome.result() != WipeOutcome.Result.DIFFERS, () -> "a crash differs: " + outcome);
      } else {
        WholeWipeTest.assertWiped(bench, outcome);
      }
    } catch (IOException notSaved) {
      assertTrue(bench.power.isCut());
    }
    return bench.power.isCut();
  }

  @FunctionalInterface
  private interface Attempt {
    WipeOutcome run() throws IOException;
  }

  @ParameterizedTest
  @CsvSource({"0", "512", "67108863"})
  void theRewindingCoversADriveThatLostWhatItHadConfirmed(int lost) throws IOException {
    int size = 68 * MIB + 512;
    int written = 66 * MIB;
    Bench bench = new Bench("zero", size, 512);
    bench.pace = new Pace(64L * MIB, Long.MAX_VALUE);
    Checkpoint state = Draft.of(bench.fresh(1, VerifyMode.LAST)).written(written).checkpoint();
    bench.media.fill(0, written - lost);
    WholeWipeTest.assertWiped(bench, bench.run(state, true));
    long first = bench.media.writes().stream().mapToLong(range -> range.offset()).min().orElse(-1);
    assertEquals(written - Wipe.REWIND_BYTES, first);
  }

  @Test
  void aCheckpointInTheRewoundPartClaimsNoLessThanBefore() throws IOException {
    int written = 70 * MIB;
    Bench bench = new Bench("zero", 72 * MIB, 512);
    Checkpoint state = Draft.of(bench.fresh(1, VerifyMode.NONE)).written(written).checkpoint();
    bench.media.fill(0, written);
    bench.media.beforeWrite(range -> bench.stop.request());
    WipeOutcome outcome = bench.run(state, true);
    assertEquals(WipeOutcome.Result.STOPPED, outcome.result());
    assertTrue(bench.saved.stream().allMatch(saved -> saved.written() == written));
    bench.crash();
    WholeWipeTest.assertWiped(bench, bench.resume());
    assertEquals(-1, Arrays.mismatch(bench.media.bytes(), new byte[72 * MIB]));
  }
}
