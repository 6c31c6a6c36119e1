package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.PretestResults;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.PretestStarted;
import dev.wipeit.wipe.WipeEvent.Pretested;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of these tests goes on by what a write is said to take, and by nothing else. */
final class PretestTest {

  private static final int MIB = Bench.MIB;
  private static final int SIZE = 30 * MIB + 512;
  private static final Care PRETESTS = new Care(true, StallRules.usual(null), Cooling.none());

  private static final int PLACE = 10 * MIB;

  private final AtomicLong now = new AtomicLong();

  @ParameterizedTest
  @CsvSource({"100, 90, 80, STANDARD", "200, 150, 10, ADAPTIVE_CHUNK", "10, 10, 10, SMALL_CHUNK"})
  void measuresThreePlacesAndSizesTheChunksByThem(
      double first, double second, double third, ChunkStrategy chosen) throws IOException {
    Bench bench = bench("random");
    slow(bench, first, second, third);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    WholeWipeTest.assertWiped(bench, outcome);
    assertEquals(chosen, outcome.state().strategy());
    assertEquals(PretestResults.of(List.of(first, second, third)), outcome.state().pretest());
    assertEquals(chosen, bench.events(Pretested.class).get(0).strategy());
    assertEquals(2L * SIZE + 3L * PLACE, outcome.sessionBytes());
    assertEquals(100L * MIB, outcome.state().chunkSize());
  }

  @Test
  void theResultsAndTheStrategyAreOneRecordBeforeThePassBegins() throws IOException {
    Bench bench = bench("random");
    slow(bench, 10, 10, 10);
    bench.wipe(1, VerifyMode.NONE);
    Checkpoint before = bench.saved.get(0);
    assertNull(before.pretest());
    assertEquals(ChunkStrategy.STANDARD, before.strategy());
    Checkpoint first = bench.events(CheckpointSaved.class).get(0).state();
    assertEquals(first, bench.saved.get(1));
    assertEquals(ChunkStrategy.SMALL_CHUNK, first.strategy());
    assertNotNull(first.pretest());
    assertEquals(0, first.written());
    assertEquals(0, first.bytesDone());
  }

  @Test
  void aResumedRunUsesTheResultsAndMeasuresNothing() throws IOException {
    Bench bench = bench("random");
    slow(bench, 10, 10, 10);
    bench.listener =
        event -> {
          if (event instanceof Pretested) {
            bench.stop.request();
          }
        };
    WipeOutcome stopped = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.STOPPED, stopped.result());
    assertEquals(ChunkStrategy.SMALL_CHUNK, bench.lastSaved().strategy());
    bench.crash();
    bench.listener = bench.events::add;
    WipeOutcome outcome = bench.resume();
    WholeWipeTest.assertWiped(bench, outcome);
    assertEquals(stopped.state().pretest(), outcome.state().pretest());
    assertEquals(0, bench.events(PretestStarted.class).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 5, 13})
  void aStopInThePretestLeavesARunThatCanBeGoneOnWith(int request) throws IOException {
    Bench bench = bench("zero");
    int[] writes = {0};
    bench.media.beforeWrite(
        range -> {
          if (writes[0]++ == request) {
            bench.stop.request();
          }
        });
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.STOPPED, outcome.result());
    assertEquals(0, outcome.state().written());
    assertNull(outcome.state().pretest());
    assertEquals("not finished: stopped", bench.events(Pretested.class).get(0).reason());
    assertTrue(bench.media.writes().size() <= request + 1);
    bench.crash();
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void aPlaceThatRefusesIsToldAndTheWipeGoesOnAndFindsIt() throws IOException {
    Bench bench = bench("random");
    int bad = SIZE / 2 / 512;
    bench.media.failWrites(lba -> lba == bad);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.WIPED, outcome.result());
    assertEquals(List.of(new ByteRange(bad * 512L, 512)), outcome.state().badRanges());
    assertEquals(ChunkStrategy.STANDARD, outcome.state().strategy());
    assertNull(outcome.state().pretest());
    String reason = bench.events(Pretested.class).get(0).reason();
    assertEquals("failed: memory: bad sector " + bad, reason);
  }

  @Test
  void aDeviceThatGoesAwayInThePretestIsGone() throws IOException {
    Bench bench = bench("random");
    bench.media.beforeWrite(range -> bench.media.pull());
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.GONE, outcome.result());
    assertEquals(0, outcome.state().written());
  }

  @Test
  void aDeviceThatDoesNotConfirmIsNotAskedAgain() throws IOException {
    Bench bench = bench("random");
    bench.media.failForceAfter(1);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.FAILED, outcome.result());
    assertEquals(2, bench.media.forces());
    bench.assertClean();
  }

  @Test
  void aSmallDeviceIsNotMeasured() throws IOException {
    Bench bench = new Bench("zero", 3 * MIB - 512, 512);
    bench.care = PRETESTS;
    WholeWipeTest.assertWiped(bench, bench.wipe(1, VerifyMode.LAST));
    assertEquals(0, bench.events(PretestStarted.class).size());
    assertTrue(bench.events(Pretested.class).get(0).reason().startsWith("skipped: "));
  }

  @Test
  void nothingIsMeasuredUnasked() throws IOException {
    Bench bench = bench("zero");
    bench.care = Care.usual();
    WipeOutcome outcome = bench.wipe(1, VerifyMode.NONE);
    assertEquals(SIZE, outcome.sessionBytes());
    assertEquals(0, bench.events(Pretested.class).size());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        3L << 20,
        (3L << 20) + 512,
        (10L << 20) + 4096 + 512,
        (300L << 20) - 512,
        300L << 20,
        (300L << 20) + 8191,
        1000204886016L,
        18000207937536L
      })
  void thePlacesAreAlignedApartAndOnTheDevice(long size) {
    List<ByteRange> places = Wipe.pretestPlaces(size, 100L << 20);
    assertEquals(3, places.size());
    long end = 0;
    for (ByteRange place : places) {
      assertEquals(0, place.offset() % 4096);
      assertEquals(0, place.length() % 4096);
      assertTrue(place.offset() >= end, () -> "overlap in " + places);
      assertTrue(place.length() <= 100L << 20);
      end = place.end();
    }
    assertEquals(0, places.get(0).offset());
    assertTrue(end <= size && size - end < 4096, () -> size + " against " + places);
    long middle = places.get(1).offset() + places.get(1).length() / 2;
    assertTrue(Math.abs(middle - size / 2) <= 4096);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 512, (3L << 20) - 1})
  void aDeviceWithoutRoomHasNoPlaces(long size) {
    assertEquals(List.of(), Wipe.pretestPlaces(size, 100L << 20));
  }

  private Bench bench(String method) {
    Bench bench = new Bench(method, SIZE, 512);
    bench.care = PRETESTS;
    bench.nanoTime = now::get;
    return bench;
  }

  /** MiB/s in the three thirds of the device. */
  private void slow(Bench bench, double... speeds) {
    bench.media.beforeWrite(
        range -> {
          // Of the odd sector behind the last place too.
          double speed = speeds[(int) Math.min(2, (range.offset() + MIB / 2) * 3 / SIZE)];
          double seconds = (double) range.length() / MIB / speed;
          now.addAndGet(Math.round(seconds * TimeUnit.SECONDS.toNanos(1)));
        });
  }
}
