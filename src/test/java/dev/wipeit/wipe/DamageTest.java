package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeEvent.CheckpointFailed;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DamageTest {

  private static final int MIB = Bench.MIB;
  private static final int SECTOR = 512;
  private static final int SIZE = 24 * MIB + SECTOR;
  private static final long LAST = SIZE / SECTOR - 1;

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("the first sector", lbas(0)),
        Arguments.of("the last sector", lbas(LAST)),
        Arguments.of("one", lbas(5000)),
        Arguments.of("two beside each other", lbas(8191, 8192)),
        Arguments.of("the ends of a request", lbas(4096, 8191)),
        Arguments.of("fifty scattered", scattered(50)),
        Arguments.of("every other of a thousand", LongStream.range(0, 500).map(i -> 9000 + 2 * i)),
        Arguments.of("a run of 8 MiB", LongStream.range(10_001, 10_001 + 16_384)),
        Arguments.of("a run up to the end", LongStream.rangeClosed(LAST - 12_000, LAST)),
        Arguments.of("all but one", LongStream.rangeClosed(0, LAST).filter(lba -> lba != 20_000)));
  }

  private static LongStream lbas(long... lbas) {
    return Arrays.stream(lbas);
  }

  private static LongStream scattered(int count) {
    return new Random(7).longs(0, LAST).distinct().limit(count);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void leavesOutExactlyTheSectorsThatRefuse(String name, LongStream lbas) throws IOException {
    TreeSet<Long> bad = new TreeSet<>(lbas.boxed().toList());
    Bench bench = new Bench("random", SIZE, SECTOR);
    bench.media.failWrites(bad::contains);
    assertWipedBut(bad, bench, bench.wipe(1, VerifyMode.LAST));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void aResumeInTheMiddleChangesNothing(String name, LongStream lbas) throws IOException {
    TreeSet<Long> bad = new TreeSet<>(lbas.boxed().toList());
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Bench bench = new Bench("random", SIZE, SECTOR);
    int[] tries = {0};
    int[] stopAfter = {random.nextInt(10)};
    bench.media.failWrites(bad::contains);
    bench.media.beforeWrite(
        range -> {
          if (++tries[0] > stopAfter[0]) {
            bench.stop.request();
          }
        });
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    int resumes = 0;
    while (outcome.result() == Result.STOPPED) {
      assertDurableBut(bench, outcome.state());
      bench.stop = new StopRequest();
      tries[0] = 0;
      stopAfter[0] = 40 + random.nextInt(1 << Math.min(20, 6 + resumes++));
      outcome = bench.resume();
    }
    assertTrue(resumes > 0, "seed " + seed);
    assertWipedBut(bad, bench, outcome);
  }

  /** The request at 2 MiB lasts until a checkpoint was saved in which it is not done. */
  @Test
  void whatIsPutOffAheadOfASlowRequestIsNotClaimed() throws IOException {
    Bench bench = new Bench("random", SIZE, SECTOR);
    bench.pace = new Pace(2 * MIB, Long.MAX_VALUE);
    CountDownLatch refused = new CountDownLatch(2);
    CountDownLatch claimed = new CountDownLatch(1);
    bench.sink =
        state -> {
          bench.keep(state);
          if (state.written() > 0) {
            claimed.countDown();
          }
        };
    bench.media.beforeWrite(
        range -> {
          if (range.offset() == 0) {
            await(refused);
          } else if (range.offset() == 2 * MIB) {
            await(claimed);
          } else if (range.offset() >= 4 * MIB) {
            refused.countDown();
          }
        });
    bench.media.failWrites(lba -> lba >= 8192 && lba < 16_384);
    TreeSet<Long> bad = new TreeSet<>(LongStream.range(8192, 16_384).boxed().toList());
    assertWipedBut(bad, bench, bench.wipe(1, VerifyMode.LAST));
    assertTrue(bench.saved.stream().anyMatch(state -> state.written() == 2 * MIB));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSectorThatTakesTheWriteInTheLastTryIsNotBad() throws IOException {
    Bench bench = new Bench("zero", SIZE, SECTOR);
    bench.tolerance = new Tolerance(3, MIB);
    failAlone(bench, 3);
    assertWipedBut(new TreeSet<>(), bench, bench.wipe(1, VerifyMode.LAST));
  }

  @Test
  void aSectorThatWouldTakeTheWriteInOneMoreTryIsBad() throws IOException {
    Bench bench = new Bench("zero", SIZE, SECTOR);
    bench.tolerance = new Tolerance(2, MIB);
    failAlone(bench, 3);
    assertWipedBut(new TreeSet<>(List.of(5000L)), bench, bench.wipe(1, VerifyMode.LAST));
  }

  /** LBA 5000 fails so many times when it is tried alone, and always with others. */
  private static void failAlone(Bench bench, int times) {
    ThreadLocal<ByteRange> tried = new ThreadLocal<>();
    AtomicInteger alone = new AtomicInteger();
    bench.media.beforeWrite(tried::set);
    bench.media.failWrites(
        lba -> lba == 5000 && (tried.get().length() > SECTOR || alone.incrementAndGet() <= times));
  }

  @Test
  void givesUpWhereMoreRefusesThanIsTolerated() throws IOException {
    Bench bench = new Bench("random", SIZE, SECTOR);
    bench.tolerance = new Tolerance(0, MIB);
    bench.media.failWrites(lba -> lba >= 10_000 && lba < 26_384);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.FAILED, outcome.result());
    assertTrue(Objects.requireNonNull(outcome.failure()).contains("--max-bad"), outcome::failure);
    assertEquals(outcome.state(), bench.lastSaved());
    assertDurableBut(bench, outcome.state());
    bench.tolerance = new Tolerance(0, 9 * MIB);
    TreeSet<Long> bad = new TreeSet<>(LongStream.range(10_000, 26_384).boxed().toList());
    assertWipedBut(bad, bench, bench.resume());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero", "random"})
  void aDeviceThatTakesNoWriteAtAllHasFailed(String method) throws IOException {
    Bench bench = new Bench(method, 2 * MIB, SECTOR);
    bench.tolerance = new Tolerance(0, 64 * MIB);
    bench.media.failWrites(lba -> true);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.FAILED, outcome.result());
    assertEquals("not one sector of the device took a write", outcome.failure());
    assertTrue(outcome.saved());
    assertEquals(0, bench.lastSaved().bytesDone());
    bench.media.failWrites(lba -> false);
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void aLongStretchIsCrossedBeforeItsSectorsAreTried() throws IOException {
    Bench bench = new Bench("zero", SIZE, SECTOR);
    List<ByteRange> tried = new ArrayList<>();
    bench.media.beforeWrite(
        range -> {
          synchronized (tried) {
            tried.add(range);
          }
        });
    bench.media.failWrites(lba -> lba >= 8192 && lba < 24_576);
    assertEquals(Result.WIPED, bench.wipe(1, VerifyMode.LAST).result());
    int firstAlone = 0;
    while (tried.get(firstAlone).length() > SECTOR || tried.get(firstAlone).end() == SIZE) {
      firstAlone++;
    }
    long end = tried.subList(0, firstAlone).stream().mapToLong(ByteRange::end).max().orElse(0);
    assertEquals(SIZE, end, "the end of the device is written before any sector is tried alone");
  }

  @Test
  void aLaterPassLeavesTheBadSectorsOut() throws IOException {
    TreeSet<Long> bad = new TreeSet<>(List.of(5000L, 5001L, LAST));
    Bench bench = new Bench("random", SIZE, SECTOR);
    bench.media.failWrites(bad::contains);
    assertWipedBut(bad, bench, bench.wipe(2, VerifyMode.ALL));
    bench.assertClean();
  }

  /** It was given another place, or the cable was to blame. It has not had every pass, though. */
  @Test
  void aSectorThatTakesALaterPassIsOverwrittenAndStaysNamed() throws IOException {
    Bench bench = new Bench("random", SIZE, SECTOR);
    List<Long> bad = List.of(0L, 5000L, 5001L, 20_000L, LAST);
    bench.media.failWrites(
        lba -> lba == 20_000 || (bad.contains(lba) && bench.lastSaved().pass() == 1));
    WipeOutcome outcome = bench.wipe(2, VerifyMode.LAST);
    assertEquals(Result.WIPED, outcome.result(), () -> "" + outcome);
    assertEquals(joined(new TreeSet<>(bad)), outcome.state().badRanges());
    byte[] expected = bench.pattern(outcome.state());
    byte[] actual = bench.media.durableBytes();
    for (long lba : bad) {
      int from = (int) lba * SECTOR;
      boolean isOld = actual[from] == MemoryMedia.MARKER && actual[from + 1] == MemoryMedia.MARKER;
      boolean isNew = Arrays.equals(expected, from, from + SECTOR, actual, from, from + SECTOR);
      assertEquals(lba == 20_000, isOld, "LBA " + lba);
      assertEquals(lba != 20_000, isNew, "LBA " + lba);
    }
    bench.assertClean();
  }

  @Test
  void aLaterPassDoesNotLingerWithWhatStillRefuses() throws IOException {
    Bench bench = new Bench("zero", SIZE, SECTOR);
    AtomicInteger refusals = new AtomicInteger();
    bench.media.failWrites(
        lba -> {
          boolean refuses = lba >= 10_001 && lba < 26_385;
          if (refuses && bench.lastSaved().pass() == 2) {
            refusals.incrementAndGet();
          }
          return refuses;
        });
    assertEquals(Result.WIPED, bench.wipe(2, VerifyMode.LAST).result());
    assertTrue(refusals.get() > 1000, refusals + " sectors were tried again");
    assertTrue(refusals.get() < 4400, refusals + " tries, each of which may take seconds");
  }

  /** On a drive that takes a second to refuse, trying every sector of this would cost a day. */
  @Test
  void aDeadZoneThatIsMoreThanIsToleratedIsGivenUpSoonAndAllElseIsWritten() throws IOException {
    Bench bench = new Bench("random", 64 * MIB, SECTOR);
    bench.tolerance = new Tolerance(3, 4 * MIB);
    AtomicInteger refusals = new AtomicInteger();
    bench.media.failWrites(
        lba -> {
          boolean refuses = lba >= 20_000 && lba < 20_000 + 40 * 2048;
          if (refuses) {
            refusals.incrementAndGet();
          }
          return refuses;
        });
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.FAILED, outcome.result());
    assertTrue(Objects.requireNonNull(outcome.failure()).contains("--max-bad"), outcome::failure);
    assertTrue(refusals.get() < 120, refusals + " tries");
    assertEquals(outcome.state(), bench.lastSaved());
    assertEquals(64L * MIB, outcome.state().written());
    long left = outcome.state().deferredRanges().stream().mapToLong(ByteRange::length).sum();
    assertTrue(left >= 40L * MIB && left <= 44L * MIB, left + " bytes are left");
    assertDurableBut(bench, outcome.state());
    bench.media.failWrites(lba -> false);
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void aDeadZoneOfATwentiethOfTheDeviceIsCrossed() {
    Tolerance little = new Tolerance(0, 0);
    Damage damage = new Damage(List.of(), List.of(), little, 100L << 30);
    ByteRange zone = new ByteRange(0, 5L << 30);
    assertDoesNotThrow(() -> damage.defer(zone));
    assertThrows(GivenUpException.class, () -> damage.defer(new ByteRange(zone.end(), SECTOR)));
    Damage small = new Damage(List.of(), List.of(), little, MIB);
    assertDoesNotThrow(() -> small.defer(new ByteRange(0, 64L << 20)));
    assertThrows(GivenUpException.class, () -> small.defer(new ByteRange(1L << 40, SECTOR)));
  }

  @Test
  void manyRequestsWithOneBadSectorEachAreNoDeadZone() throws IOException {
    Bench bench = new Bench("random", SIZE, SECTOR);
    bench.tolerance = new Tolerance(0, MIB);
    TreeSet<Long> bad = new TreeSet<>(scattered(50).boxed().toList());
    bench.media.failWrites(bad::contains);
    assertWipedBut(bad, bench, bench.wipe(1, VerifyMode.LAST));
  }

  /** What a state claims is durable, but for what it names. */
  private static void assertDurableBut(Bench bench, Checkpoint state) {
    RangeSet named = new RangeSet();
    named.addAll(state.badRanges());
    named.addAll(state.deferredRanges());
    byte[] expected = bench.pattern(state);
    byte[] actual = bench.media.durableBytes();
    if (state.written() > 0) {
      for (ByteRange range : named.without(new ByteRange(0, state.written()))) {
        int from = (int) range.offset();
        int to = (int) range.end();
        assertEquals(-1, Arrays.mismatch(actual, from, to, expected, from, to), "in " + range);
      }
    }
  }

  private static void assertWipedBut(TreeSet<Long> bad, Bench bench, WipeOutcome outcome) {
    assertEquals(Result.WIPED, outcome.result(), () -> "" + outcome);
    Checkpoint state = outcome.state();
    assertEquals(joined(bad), state.badRanges());
    assertEquals(List.of(), state.deferredRanges());
    assertEquals(List.of(), bench.events(CheckpointFailed.class));
    for (Checkpoint saved : bench.saved) {
      List<ByteRange> deferred = saved.deferredRanges();
      long end = deferred.isEmpty() ? 0 : deferred.get(deferred.size() - 1).end();
      assertTrue(end <= saved.written(), () -> "put off, but not written: " + saved);
    }
    assertEquals(state.bytesTotal(), state.bytesDone());
    byte[] expected = bench.pattern(state);
    byte[] actual = bench.media.durableBytes();
    for (long lba = 0; lba <= LAST; lba++) {
      int from = (int) (lba * SECTOR);
      if (bad.contains(lba)) {
        assertEquals(MemoryMedia.MARKER, actual[from]);
      } else {
        assertTrue(
            Arrays.equals(expected, from, from + SECTOR, actual, from, from + SECTOR),
            "LBA " + lba);
      }
    }
  }

  private static List<ByteRange> joined(TreeSet<Long> lbas) {
    RangeSet ranges = new RangeSet();
    lbas.forEach(lba -> ranges.add(new ByteRange(lba * SECTOR, SECTOR)));
    return ranges.ranges();
  }
}
