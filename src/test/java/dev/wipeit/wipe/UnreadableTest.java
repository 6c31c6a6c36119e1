package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read back, or could not be written. */
final class UnreadableTest {

  private static final int MIB = Bench.MIB;
  private static final int SIZE = 24 * MIB + 512;

  @ParameterizedTest
  @ValueSource(longs = {0, 5 * MIB + 99, SIZE - 1})
  void aSectorThatCannotBeReadIsNamedAndTheRestIsCompared(long bad) throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    bench.media.failReadAt(bad);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.WIPED, outcome.result());
    Verification found = Objects.requireNonNull(outcome.verification());
    assertEquals(List.of(new ByteRange(bad / 512 * 512, 512)), found.unreadable());
    assertEquals(SIZE - 512, found.bytesRead());
    assertTrue(found.passed());
    assertEquals(bad / 512 * 512, bench.lastSaved().verified());
    bench.assertClean();
  }

  @Test
  void aLongRunAndScatteredOnesAreFoundToTheSector() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    RangeSet bad = new RangeSet();
    bad.add(new ByteRange(4 * MIB + 512, 8 * MIB));
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      bad.add(new ByteRange(random.nextInt(SIZE / 512) * 512L, 512));
    }
    Bench bench = new Bench("random", SIZE, 512);
    bench.media.failReadsIn(bad.ranges(), Integer.MAX_VALUE);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.ALL);
    Verification found = Objects.requireNonNull(outcome.verification());
    assertEquals(bad.ranges(), found.unreadable());
    assertEquals(bad.bytes(), found.unreadableBytes());
    assertEquals(SIZE - bad.bytes(), found.bytesRead());
    assertEquals(bad.ranges().get(0).offset(), bench.lastSaved().verified());
  }

  @Test
  void aReadThatSucceedsWhenItIsTriedAgainIsNoFault() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    bench.tolerance = new Tolerance(3, MIB);
    bench.media.failReadsIn(List.of(new ByteRange(9L * MIB, 512)), 14);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    Verification found = Objects.requireNonNull(outcome.verification());
    assertEquals(List.of(), found.unreadable());
    assertEquals(SIZE, found.bytesRead());
    assertEquals(SIZE, bench.lastSaved().verified());
  }

  @Test
  void aByteThatDiffersNextToWhatCannotBeReadIsFound() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, SIZE);
    bench.media.flip(9L * MIB + 512);
    bench.media.flip(9L * MIB - 1);
    bench.media.failReadsIn(List.of(new ByteRange(9L * MIB, 512)), Integer.MAX_VALUE);
    WipeOutcome outcome = bench.run(atVerify(bench, VerifyMode.LAST), true);
    assertEquals(Result.DIFFERS, outcome.result());
    Verification found = Objects.requireNonNull(outcome.verification());
    assertEquals(2, found.sectorsDiffering());
    assertEquals(9L * MIB - 1, found.firstDifference());
    assertEquals(9L * MIB / 512 - 1, found.firstDifferingLba());
    assertEquals(List.of(new ByteRange(9L * MIB, 512)), found.unreadable());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void aDeviceThatDoesNotAnswerAnyMoreHasNoUnreadableSectors(int mebibytes) throws IOException {
    Bench bench = new Bench("zero", 6 * MIB, 512);
    AtomicInteger requests = new AtomicInteger();
    bench.media.beforeRead(
        range -> {
          requests.incrementAndGet();
          if (range.offset() == (long) mebibytes * MIB) {
            bench.media.fallSilent();
          }
        });
    WipeOutcome outcome = bench.wipe(2, VerifyMode.ALL);
    assertEquals(Result.GONE, outcome.result(), outcome::toString);
    assertTrue(requests.get() < 50, requests + " requests: its sectors were looked for");
    assertEquals(1, outcome.state().pass());
    bench.crash();
    WholeWipeTest.assertWiped(bench, bench.resume());
    assertEquals(List.of(), bench.lastSaved().unreadRanges());
  }

  @Test
  void givesUpWhereMoreIsBadThanIsTolerated() throws IOException {
    int size = 70 * MIB;
    Bench bench = new Bench("zero", size, 4096);
    bench.media.failReadsIn(List.of(new ByteRange(0, size)), Integer.MAX_VALUE);
    WipeOutcome outcome = bench.run(atVerify(bench, VerifyMode.LAST), true);
    assertEquals(Result.FAILED, outcome.result());
    assertTrue(String.valueOf(outcome.failure()).contains("gave up reading back"));
    assertEquals(0, outcome.state().verified());
  }

  @Test
  void aDeadZoneThatIsMoreThanIsToleratedIsGivenUpSoon() throws IOException {
    int size = 64 * MIB;
    Bench bench = new Bench("zero", size, 512);
    bench.tolerance = new Tolerance(3, 4L * MIB);
    AtomicInteger requests = new AtomicInteger();
    bench.media.beforeRead(range -> requests.incrementAndGet());
    bench.media.failReadsIn(List.of(new ByteRange(10_000 * 512, 40 * MIB)), Integer.MAX_VALUE);
    WipeOutcome outcome = bench.run(atVerify(bench, VerifyMode.LAST), true);
    assertEquals(Result.FAILED, outcome.result());
    assertTrue(String.valueOf(outcome.failure()).contains("--max-bad"), outcome::failure);
    assertTrue(requests.get() < 200, requests + " requests");
  }

  @Test
  void whatCouldNotBeReadAfterAnEarlierPassIsKeptToTheEnd() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    ByteRange first = new ByteRange(5L * MIB, 512);
    ByteRange second = new ByteRange(9L * MIB, 1024);
    bench.listener =
        event -> {
          if (event instanceof WipeEvent.PhaseStarted phase) {
            List<ByteRange> bad =
                switch (phase.number()) {
                  case 1 -> List.of(first);
                  case 2 -> List.of(second);
                  default -> List.of();
                };
            bench.media.failReadsIn(bad, Integer.MAX_VALUE);
            if (phase.number() == 3) {
              bench.stop.request();
            }
          }
        };
    WipeOutcome stopped = bench.wipe(3, VerifyMode.ALL);
    assertEquals(Result.STOPPED, stopped.result());
    assertEquals(List.of(first, second), bench.lastSaved().unreadRanges());
    bench.stop = new StopRequest();
    bench.listener = event -> {};
    WipeOutcome outcome = bench.resume();
    assertEquals(Result.WIPED, outcome.result());
    assertEquals(List.of(first, second), outcome.state().unreadRanges());
    assertEquals(List.of(), Objects.requireNonNull(outcome.verification()).unreadable());
  }

  @Test
  void aStopWhileBadSectorsAreLookedForClaimsNothingBehindThem() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, SIZE);
    bench.media.failReadsIn(List.of(new ByteRange(9L * MIB, 4096)), Integer.MAX_VALUE);
    bench.media.beforeRead(
        range -> {
          if (range.length() == 512) {
            bench.stop.request();
          }
        });
    WipeOutcome outcome = bench.run(atVerify(bench, VerifyMode.LAST), true);
    assertEquals(Result.STOPPED, outcome.result());
    assertEquals(8L * MIB, bench.lastSaved().verified());
    bench.crash();
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void whatAReadingThatWasBrokenOffFoundIsNamedByARunThatReadsNothingBackAnyMore()
      throws IOException {
    ByteRange bad = new ByteRange(9L * MIB, 512);
    Bench bench = brokenOffBehind(bad);
    Checkpoint unchecked = Draft.of(bench.lastSaved()).verify(VerifyMode.NONE).checkpoint();
    WipeOutcome outcome = bench.run(unchecked, true);
    assertEquals(Result.WIPED, outcome.result());
    RangeSet named = new RangeSet();
    named.addAll(outcome.unreadBefore());
    assertEquals(List.of(bad), named.within(bad));
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST", "ALL"})
  void aReadingThatIsCompleteForgetsWhatOneThatWasBrokenOffCouldNotRead(VerifyMode mode)
      throws IOException {
    Bench bench = brokenOffBehind(new ByteRange(9L * MIB, 512));
    bench.media.failReadsIn(List.of(), 0);
    WipeOutcome outcome = bench.run(Draft.of(bench.lastSaved()).verify(mode).checkpoint(), true);
    assertEquals(Result.WIPED, outcome.result());
    assertEquals(List.of(), outcome.state().unreadRanges());
    assertEquals(List.of(), Objects.requireNonNull(outcome.verification()).unreadable());
  }

  @Test
  void whatEndsAReadingIsNamedOnce() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, SIZE);
    bench.tolerance = new Tolerance(0, 4096);
    bench.media.failReadsIn(List.of(new ByteRange(9L * MIB, 8192)), Integer.MAX_VALUE);
    WipeOutcome outcome = bench.run(atVerify(bench, VerifyMode.LAST), true);
    assertEquals(Result.FAILED, outcome.result());
    RangeSet twice = new RangeSet();
    twice.addAll(outcome.unreadBefore());
    if (outcome.verification() != null) {
      outcome.verification().unreadable().forEach(r -> assertEquals(List.of(), twice.within(r)));
    }
    assertTrue(twice.bytes() > 0);
  }

  private static Bench brokenOffBehind(ByteRange bad) throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, SIZE);
    bench.media.failReadsIn(List.of(bad), Integer.MAX_VALUE);
    bench.media.beforeRead(
        range -> {
          if (range.length() == 512 && range.offset() > bad.offset()) {
            bench.stop.request();
          }
        });
    WipeOutcome outcome = bench.run(atVerify(bench, VerifyMode.LAST), true);
    assertEquals(Result.STOPPED, outcome.result());
    bench.crash();
    bench.media.beforeRead(range -> {});
    return bench;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void whatWouldNotTakeTheWriteIsNotReadBack(VerifyMode verify) throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, SIZE);
    List<ByteRange> bad =
        List.of(
            new ByteRange(0, 512),
            new ByteRange(7L * MIB - 512, 2L * MIB),
            new ByteRange(SIZE - 512, 512));
    for (ByteRange range : bad) {
      bench.media.flip(range.offset());
    }
    WipeOutcome outcome = bench.run(withBad(atVerify(bench, verify), bad), true);
    assertEquals(Result.WIPED, outcome.result());
    Verification found = Objects.requireNonNull(outcome.verification());
    assertTrue(found.passed());
    assertEquals(SIZE - 2L * MIB - 1024, found.bytesRead());
    assertEquals(outcome.state().bytesTotal(), outcome.state().bytesDone());
    for (ByteRange read : bench.media.reads()) {
      for (ByteRange range : bad) {
        boolean touches = read.offset() < range.end() && range.offset() < read.end();
        assertTrue(!touches, read + " touches " + range);
      }
    }
  }

  private static Checkpoint atVerify(Bench bench, VerifyMode verify) {
    long size = bench.media.sizeBytes();
    return Draft.of(bench.fresh(1, verify)).written(size).phase(Phase.VERIFY).checkpoint();
  }

  private static Checkpoint withBad(Checkpoint c, List<ByteRange> bad) {
    return Draft.of(c).damage(new Damage.Snapshot(bad, List.of())).checkpoint();
  }
}
