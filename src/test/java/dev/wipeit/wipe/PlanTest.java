package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run does what its plan says, whatever interrupts it. */
final class PlanTest {

  private static final int SIZE = 5 * Bench.MIB + 3 * 512;

  @Test
  void gutmannGoesOnInAnyPassAsItWasDrawn() throws IOException {
    WipeMethod gutmann = WipeMethod.find("gutmann").orElseThrow();
    assertEquals(Set.of(Phase.values()), interrupted(new Bench(gutmann, SIZE), 35));
  }

  @Test
  void passesOfOnesOwnGoOnInAnyPass() throws IOException {
    WipeMethod custom =
        WipeMethod.custom(
            List.of(
                Pass.of("924924"),
                Pass.random(),
                Pass.of("6db6db"),
                Pass.of("01020304050607"),
                Pass.random(),
                Pass.of("00")));
    Set<Phase> stoppedIn = new HashSet<>();
    for (int run = 0; run < 8; run++) {
      stoppedIn.addAll(interrupted(new Bench(custom, SIZE), 6));
    }
    assertEquals(Set.of(Phase.values()), stoppedIn);
  }

  /** Stops again and again, in writing and in reading back, and looks at every pass. */
  private static Set<Phase> interrupted(Bench bench, int passes) throws IOException {
    long seed = System.nanoTime();
    System.out.println("PlanTest seed " + seed);
    Random random = new Random(seed);
    Set<Integer> complete = new HashSet<>();
    Set<Phase> stoppedIn = new HashSet<>();
    bench.listener = event -> lookAt(bench, event, complete);
    Checkpoint begin = bench.fresh(1, VerifyMode.ALL);
    stopSoon(bench, random);
    WipeOutcome outcome = bench.run(begin, false);
    while (outcome.result() == Result.STOPPED) {
      stoppedIn.add(outcome.state().phase());
      assertEquals(begin.plan(), outcome.state().plan());
      bench.crash();
      stopSoon(bench, random);
      outcome = bench.resume();
    }
    assertEquals(Result.WIPED, outcome.result());
    assertEquals(passes, outcome.state().pass());
    assertEquals(begin.plan(), outcome.state().plan());
    assertEquals(passes, complete.size());
    bench.assertHolds(outcome.state());
    return stoppedIn;
  }

  private static void stopSoon(Bench bench, Random random) {
    // A pass has three writes, all of which are done again when it is gone on with.
    int[] left = {5 + random.nextInt(8)};
    Runnable count =
        () -> {
          synchronized (left) {
            if (left[0]-- == 0) {
              bench.stop.request();
            }
          }
        };
    bench.media.beforeWrite(range -> count.run());
    bench.media.beforeRead(range -> count.run());
  }

  /** When it is read back, a pass is complete, and nothing writes. */
  private static void lookAt(Bench bench, WipeEvent event, Set<Integer> complete) {
    if (event instanceof PhaseStarted phase && phase.phase() == Phase.VERIFY) {
      Checkpoint state = bench.lastSaved();
      byte[] expected = expected(bench, state);
      assertEquals(-1, Arrays.mismatch(expected, bench.media.bytes()), "pass " + state.pass());
      assertEquals(state.plan().get(state.pass() - 1), phase.pass());
      complete.add(state.pass());
    }
  }

  private static byte[] expected(Bench bench, Checkpoint state) {
    String pass = state.plan().get(state.pass() - 1).id();
    return pass.equals("random") ? bench.pattern(state) : repeated(pass, SIZE);
  }

  private static byte[] repeated(String hex, int size) {
    byte[] pattern = HexFormat.of().parseHex(hex);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = pattern[i % pattern.length];
    }
    return bytes;
  }

  /** Behind the margin that is written again, at 4096 bytes, whatever remainder that leaves. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4096, 8192, 12_288, 3 * 4096 + 512, 1_000_000 / 512 * 512})
  void aThreeByteLineKeepsItsPhaseAtAnyOffset(int beyond) throws IOException {
    int size = (66 << 20) + 1536;
    Bench bench = new Bench(WipeMethod.custom(List.of(Pass.of("924924"))), size);
    Checkpoint begin =
        Draft.of(bench.fresh(1, VerifyMode.NONE)).written(Wipe.REWIND_BYTES + beyond).checkpoint();
    WipeOutcome outcome = bench.run(begin, true);
    assertEquals(Result.WIPED, outcome.result());
    int from = beyond / 4096 * 4096;
    byte[] expected = repeated("924924", size);
    byte[] found = bench.media.bytes();
    assertEquals(-1, Arrays.mismatch(expected, from, size, found, from, size));
    assertTrue(from == 0 || found[from - 1] == MemoryMedia.MARKER, "begins too early");
  }

  @ParameterizedTest
  @CsvSource({"random,NONE", "afssi-5020,SAMPLE", "itsg-06,LAST", "bsi-2011-vs,ALL"})
  void aMethodGetsTheVerificationThatItDemands(String id, VerifyMode demanded) throws IOException {
    for (VerifyMode asked : VerifyMode.values()) {
      Bench bench = new Bench(id, Bench.MIB, 512);
      VerifyMode expected = asked.ordinal() < demanded.ordinal() ? demanded : asked;
      Checkpoint begin = bench.fresh(1, asked);
      assertEquals(expected, begin.verify());
      WipeOutcome outcome = bench.run(begin, false);
      assertEquals(Result.WIPED, outcome.result());
      int passes = begin.passes();
      long readBack =
          bench.events(PhaseStarted.class).stream()
              .filter(event -> event.phase() == Phase.VERIFY)
              .count();
      assertEquals(
          expected == VerifyMode.NONE ? 0 : expected == VerifyMode.ALL ? passes : 1, readBack);
    }
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void theRoundsRepeatThePlan(VerifyMode verify) throws IOException {
    Bench bench = new Bench("itsg-06", 64 << 10, 512);
    bench.wipe(3, verify);
    Checkpoint end = bench.lastSaved();
    List<String> written =
        bench.events(PhaseStarted.class).stream()
            .filter(event -> event.phase() == Phase.WRITE)
            .map(event -> event.pass().id())
            .toList();
    List<String> round = end.plan().stream().map(Pass::id).toList();
    assertEquals(round, written.subList(0, 3));
    assertEquals(round, written.subList(3, 6));
    assertEquals(round, written.subList(6, 9));
    assertEquals(9, written.size());
  }
}
