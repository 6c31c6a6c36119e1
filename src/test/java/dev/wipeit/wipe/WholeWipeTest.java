package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WholeWipeTest {

  private static final int MIB = Bench.MIB;

  static Stream<Integer> sizes() {
    return Stream.of(
        512,
        1024,
        4096 - 512,
        4096,
        4096 + 512,
        MIB - 512,
        MIB,
        MIB + 512,
        2 * MIB - 512,
        2 * MIB,
        2 * MIB + 512,
        4 * MIB + 4096,
        5 * MIB + 3 * 512,
        10 * MIB);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void wipesEverySizeToItsLastByte(int size) throws IOException {
    for (String method : List.of("random", "zero")) {
      Bench bench = new Bench(method, size, 512);
      WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
      assertWiped(bench, outcome);
      assertEquals(size, Objects.requireNonNull(outcome.verification()).bytesRead());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-512, 0, 512})
  void wipesAroundTheEndsOfChunksAndCheckpoints(int more) throws IOException {
    Bench bench = new Bench("random", 15 * MIB + more, 512);
    bench.pace = new Pace(5L * MIB, Long.MAX_VALUE);
    ByteSize buffer = ByteSize.ofMebibytes(5);
    WipePlan plan =
        new WipePlan(bench.method, 1, VerifyMode.SAMPLE, ChunkStrategy.STANDARD, buffer);
    Checkpoint begin =
        plan.begin(MemoryMedia.device(15L * MIB + more), Bench.RUN, Bench.NOW, new SecureRandom());
    assertWiped(bench, bench.run(begin, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 511, 4097, MIB + 1})
  void wipesAnImageFileOfAnyNumberOfBytes(int size) throws IOException {
    for (VerifyMode verify : VerifyMode.values()) {
      Bench bench = new Bench("random", size, 1);
      assertWiped(bench, bench.wipe(1, verify));
    }
  }

  @Test
  void wipesSectorsOf4096Bytes() throws IOException {
    Bench bench = new Bench("random", 3 * MIB + 4096, 4096);
    assertWiped(bench, bench.wipe(1, VerifyMode.SAMPLE));
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void everyRoundOfARandomRunHasItsOwnKey(VerifyMode verify) throws IOException {
    Bench bench = new Bench("random", 3 * MIB + 512, 512);
    WipeOutcome outcome = bench.wipe(3, verify);
    assertWiped(bench, outcome);
    assertEquals(3, outcome.state().pass());
    List<String> keys = bench.saved.stream().map(Checkpoint::passKey).distinct().toList();
    assertEquals(3, keys.size());
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void thePassesAreReadBackAsAsked(VerifyMode verify) throws IOException {
    Bench bench = new Bench("zero", 2 * MIB, 512);
    WipeOutcome outcome = bench.wipe(3, verify);
    assertWiped(bench, outcome);
    List<Integer> readBack =
        bench.events(PhaseStarted.class).stream()
            .filter(event -> event.phase() == Phase.VERIFY)
            .map(PhaseStarted::number)
            .toList();
    List<Integer> expected =
        switch (verify) {
          case NONE -> List.of();
          case SAMPLE, LAST -> List.of(3);
          case ALL -> List.of(1, 2, 3);
        };
    assertEquals(expected, readBack);
    assertEquals(verify == VerifyMode.NONE, outcome.verification() == null);
  }

  @Test
  void theLastPassOfSeveralIsWhatIsLeft() throws IOException {
    WipeMethod method = WipeMethod.custom(List.of(Pass.of("924924"), Pass.random(), Pass.of("ff")));
    Bench bench = new Bench(method, 3 * MIB + 512);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.ALL);
    assertWiped(bench, outcome);
    assertNull(outcome.state().passKey());
    assertEquals((byte) 0xff, bench.media.bytes()[0]);
    assertEquals(
        List.of("0x924924", "random", "0xff"),
        bench.events(PhaseStarted.class).stream()
            .filter(event -> event.phase() == Phase.WRITE)
            .map(event -> event.pass().toString())
            .toList());
  }

  @Test
  void theKeyIsSavedBeforeTheFirstByteOfItsPass() throws IOException {
    Bench bench = new Bench("random", 2 * MIB, 512);
    List<Integer> keys = new ArrayList<>();
    bench.media.beforeWrite(
        range -> {
          synchronized (keys) {
            keys.add(bench.lastSaved().pass());
          }
        });
    bench.wipe(3, VerifyMode.NONE);
    assertEquals(List.of(1, 2, 3), keys);
  }

  @ParameterizedTest
  @EnumSource(ChunkStrategy.class)
  void requestsStaySmallWhateverTheBuffer(ChunkStrategy strategy) throws IOException {
    Bench bench = new Bench("zero", 20 * MIB + 512, 512);
    WipePlan plan = new WipePlan(bench.method, 1, VerifyMode.LAST, strategy, ByteSize.TIB);
    Checkpoint begin =
        plan.begin(MemoryMedia.device(20L * MIB + 512), Bench.RUN, Bench.NOW, new SecureRandom());
    bench.pace = new Pace(1L << 40, Long.MAX_VALUE);
    assertWiped(bench, bench.run(begin, false));
    assertEquals(2 * MIB, longest(bench.media.writes()));
    assertEquals(2 * MIB, longest(bench.media.reads()));
  }

  @Test
  void theEventsTellTheRunInOrder() throws IOException {
    Bench bench = new Bench("random", 3 * MIB, 512);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.ALL);
    List<WipeEvent> events = bench.events;
    Started started = (Started) events.get(0);
    assertEquals(bench.saved.get(0), started.state());
    assertFalse(started.resumed());
    assertEquals(0, started.from());
    assertNotNull(started.state().passKey());
    PhaseStarted write = (PhaseStarted) events.get(1);
    assertEquals(new PhaseStarted(1, 1, Pass.random(), Phase.WRITE, VerifyMode.ALL), write);
    assertEquals(new Finished(outcome), events.get(events.size() - 1));
    assertEquals(1, bench.events(Finished.class).size());
    assertEquals(0, outcome.state().interruptions());
    assertEquals(2L * 3 * MIB, outcome.sessionBytes());
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void theCountsOnlyGrowAndEndAtTheTotal(VerifyMode verify) throws IOException {
    Bench bench = new Bench("zero", 8 * MIB + 512, 512);
    WipeOutcome outcome = bench.wipe(2, verify);
    assertGrowing(bench.saved, outcome.state());
    assertGrowing(
        bench.events(Progress.class).stream().map(Progress::state).toList(), outcome.state());
    assertEquals(outcome.state().bytesTotal(), outcome.state().bytesDone());
    assertEquals(100, outcome.state().percent());
  }

  @Test
  void aCheckpointFallsDueEveryIntervalAndTheWorkStaysWithinFour() throws IOException {
    Bench bench = new Bench("zero", 40 * MIB, 512);
    bench.pace = new Pace(2L * MIB, Long.MAX_VALUE);
    bench.media.beforeWrite(
        range -> assertTrue(range.end() <= bench.lastSaved().written() + 4L * 2 * MIB));
    WipeOutcome outcome = bench.wipe(1, VerifyMode.NONE);
    assertWiped(bench, outcome);
    long before = 0;
    // The last one claims all that was done when the workers ended.
    for (Checkpoint state : bench.saved.subList(0, bench.saved.size() - 1)) {
      assertTrue(state.written() - before <= 2 * MIB, () -> "at " + state.written());
      before = state.written();
    }
  }

  @Test
  void theTimeThatWasSpentIsCounted() throws IOException {
    Bench bench = new Bench("zero", 4 * MIB, 512);
    bench.nanoTime = Bench.ticking(Duration.ofMillis(10));
    Checkpoint begin =
        Draft.of(bench.fresh(1, VerifyMode.NONE))
            .times(Duration.ofHours(2), Bench.NOW)
            .checkpoint();
    WipeOutcome outcome = bench.run(begin, false);
    Duration active = outcome.state().active();
    assertTrue(active.compareTo(Duration.ofHours(2)) > 0, active::toString);
    assertTrue(
        active.compareTo(Duration.ofHours(2).plus(outcome.elapsed())) <= 0, active::toString);
    assertEquals(Bench.NOW, outcome.state().saved());
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void progressIsToldAtMostEveryTenthOfASecond(VerifyMode verify) throws IOException {
    Bench bench = new Bench("zero", 30 * MIB, 512);
    bench.nanoTime = Bench.ticking(Duration.ofMillis(1));
    bench.media.beforeForce(Thread::yield);
    WipeOutcome outcome = bench.wipe(1, verify);
    long told = bench.events(Progress.class).size();
    assertTrue(told <= outcome.elapsed().toMillis() / 100, () -> told + " in " + outcome.elapsed());
  }

  @Test
  void theTimeThatIsLeftIsThatOfTheWholeRun() throws IOException {
    Bench bench = new Bench("zero", 30 * MIB, 512);
    bench.nanoTime = Bench.ticking(Duration.ofMillis(5));
    bench.wipe(3, VerifyMode.ALL);
    for (Progress progress : bench.events(Progress.class)) {
      Checkpoint state = progress.state();
      if (progress.bytesPerSecond() > 0) {
        long left = state.bytesTotal() - state.bytesDone();
        assertEquals(
            left / progress.bytesPerSecond(),
            Objects.requireNonNull(progress.remaining()).toMillis() / 1000.0,
            0.01);
      }
    }
  }

  private static void assertGrowing(List<Checkpoint> states, Checkpoint last) {
    long before = 0;
    for (Checkpoint state : states) {
      assertTrue(state.bytesDone() >= before, () -> "went back to " + state.bytesDone());
      assertEquals(last.bytesTotal(), state.bytesTotal());
      assertTrue(state.bytesDone() <= state.bytesTotal());
      before = state.bytesDone();
    }
  }

  private static long longest(List<ByteRange> requests) {
    return requests.stream().mapToLong(ByteRange::length).max().orElseThrow();
  }

  static void assertWiped(Bench bench, WipeOutcome outcome) {
    assertEquals(Result.WIPED, outcome.result(), () -> "" + outcome);
    assertTrue(outcome.saved());
    assertNull(outcome.failure());
    assertEquals(outcome.state(), bench.lastSaved());
    assertEquals(bench.media.sizeBytes(), outcome.state().written());
    bench.assertHolds(outcome.state());
  }
}
