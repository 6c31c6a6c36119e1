package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner of the position, asked by this thread alone wherever it need not wait. */
@Timeout(20)
final class ProgressionTest {

  private static final long MIB = 1L << 20;
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(77);
  private final StopRequest stop = new StopRequest();

  private Progression of(Extents extents, long begin, long saved, Pace pace) {
    return new Progression(
        extents,
        begin,
        saved,
        new ChunkSizer(ChunkStrategy.STANDARD, 5 * MIB, extents.total()),
        2 * MIB,
        pace,
        2,
        stop,
        now::get);
  }

  private Progression of(long size, long begin, long saved, long interval) {
    return of(Extents.whole(0, size), begin, saved, new Pace(interval, Long.MAX_VALUE));
  }

  @Test
  void handsOutAdjacentRequestsUpToTheEnd() {
    Progression progression = of(11 * MIB + 512, 0, 0, 100 * MIB);
    for (long[] expected :
        new long[][] {
          {0, 2 * MIB},
          {2 * MIB, 2 * MIB},
          {4 * MIB, MIB},
          {5 * MIB, 2 * MIB},
          {7 * MIB, 2 * MIB},
          {9 * MIB, MIB},
          {10 * MIB, MIB + 512}
        }) {
      assertEquals(new ByteRange(expected[0], expected[1]), progression.next(0));
    }
    assertNull(progression.next(0));
    assertEquals(11 * MIB + 512, progression.done());
  }

  @Test
  void goesFromGapToGap() {
    Extents extents = Extents.of(List.of(new ByteRange(8192, 4096), new ByteRange(40_960, 4096)));
    Progression progression = of(extents, 0, 0, new Pace(MIB, Long.MAX_VALUE));
    assertEquals(new ByteRange(8192, 4096), progression.next(0));
    assertEquals(new ByteRange(40_960, 4096), progression.next(0));
    assertNull(progression.next(0));
  }

  @Test
  void onlyWhatIsDoneWithoutAGapCounts() {
    Progression progression = of(20 * MIB, 0, 0, 100 * MIB);
    assertEquals(0, progression.done());
    progression.next(0);
    progression.next(1);
    progression.next(1);
    progression.next(1);
    assertEquals(0, progression.done());
    progression.next(0);
    assertEquals(5 * MIB, progression.done());
    assertEquals(5 * MIB, progression.chunkBytes());
  }

  @Test
  void aCheckpointFallsDueAfterAnIntervalAndClaimsNoMore() {
    Progression progression = of(20 * MIB, 0, 0, 3 * MIB);
    progression.next(0);
    progression.next(1);
    progression.next(0);
    assertTrue(isWaiting(progression::awaitDue));
    progression.next(1);
    assertEquals(3 * MIB, progression.awaitDue());
    progression.saved(3 * MIB);
    assertTrue(isWaiting(progression::awaitDue));
  }

  @Test
  void aCheckpointFallsDueAfterASecondIfAnythingIsDone() {
    Progression progression = of(20 * MIB, 0, 0, 100 * MIB);
    now.addAndGet(SECOND);
    assertTrue(isWaiting(progression::awaitDue));
    progression.next(0);
    assertTrue(isWaiting(progression::awaitDue));
    progression.next(0);
    assertEquals(2 * MIB, progression.awaitDue());
    progression.saved(2 * MIB);
    progression.next(0);
    now.addAndGet(SECOND - 1);
    assertTrue(isWaiting(progression::awaitDue));
    now.addAndGet(1);
    assertEquals(4 * MIB, progression.awaitDue());
  }

  @Test
  void nothingFallsDueWhileARewoundPartIsWrittenAgain() {
    Progression progression = of(200 * MIB, 0, 64 * MIB, 100 * MIB);
    now.addAndGet(10 * SECOND);
    for (int i = 0; i < 10; i++) {
      progression.next(0);
    }
    assertTrue(isWaiting(progression::awaitDue));
  }

  @Test
  void theWorkIsNeverMoreThanFourIntervalsAhead() {
    Progression progression = of(200 * MIB, 0, 0, 2 * MIB);
    ByteRange last = new ByteRange(0, 1);
    while (last.end() < 7 * MIB) {
      last = progression.next(0);
    }
    assertEquals(7 * MIB, last.end());
    assertTrue(isWaiting(() -> progression.next(0)));
  }

  @Test
  void aWaitingWorkerGoesOnAsSoonAsACheckpointIsSaved() throws Exception {
    Progression progression = of(200 * MIB, 0, 0, MIB);
    progression.next(0);
    progression.next(0);
    CompletableFuture<ByteRange> waiting = async(() -> progression.next(0));
    progression.saved(2 * MIB);
    assertEquals(4 * MIB, waiting.get(10, TimeUnit.SECONDS).offset());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "495, 1", "500, 2", "999, 2", "1000, 3", "1001, 1", "1750, 1"})
  void keepsToARate(long millis, int requests) {
    Progression progression =
        of(Extents.whole(0, 100 * MIB), 10 * MIB, 10 * MIB, new Pace(100 * MIB, 4 * MIB));
    now.addAndGet(millis * SECOND / 1000);
    for (int i = 0; i < requests; i++) {
      progression.next(0);
    }
    assertTrue(isWaiting(() -> progression.next(0)));
  }

  @Test
  void aStopEndsTheHandingOutAndTheCheckpoints() {
    Progression progression = of(20 * MIB, 0, 0, MIB);
    progression.next(0);
    progression.next(0);
    stop.request();
    assertNull(progression.next(0));
    assertNull(progression.next(1));
    assertEquals(-1, progression.awaitDue());
    assertEquals(4 * MIB, progression.done());
    assertNull(progression.failure());
  }

  @Test
  void theFirstFailureEndsThePhaseAndKeepsTheOthers() {
    Progression progression = of(20 * MIB, 0, 0, MIB);
    progression.next(0);
    progression.next(1);
    IOException first = new IOException("first");
    IOException second = new IOException("second");
    progression.fail(first);
    progression.fail(second);
    progression.fail(first);
    assertSame(first, progression.failure());
    assertSame(second, first.getSuppressed()[0]);
    assertEquals(1, first.getSuppressed().length);
    assertNull(progression.next(1));
    assertEquals(0, progression.done());
    assertEquals(-1, progression.awaitDue());
  }

  @Test
  void theEndOfEveryWorkerIsTheEnd() throws Exception {
    Progression progression = of(20 * MIB, 0, 0, MIB);
    CompletableFuture<Long> due = async(progression::awaitDue);
    now.addAndGet(-1);
    progression.ended();
    assertFalse(due.isDone());
    CompletableFuture<Boolean> end =
        async(
            () -> {
              progression.awaitEnd();
              return true;
            });
    progression.ended();
    assertEquals(-1, due.get(10, TimeUnit.SECONDS));
    assertTrue(end.get(10, TimeUnit.SECONDS));
    assertFalse(progression.isWorking(10_000));
  }

  @Test
  void looksAtTheWorkAfterAWhileAndNotEarlierThoughItIsWoken() throws Exception {
    Progression progression = of(20 * MIB, 0, 0, MIB);
    CompletableFuture<Boolean> working = async(() -> progression.isWorking(50));
    progression.saved(0);
    assertTrue(isPending(working));
    now.addAndGet(SECOND);
    assertTrue(working.get(10, TimeUnit.SECONDS));
  }

  private static <T> CompletableFuture<T> async(Supplier<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> result.complete(body.get()));
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Whether it waits; its thread is left behind, and would take what is handed out later. */
  private static boolean isWaiting(Supplier<?> body) {
    AtomicLong changed = new AtomicLong();
    Thread thread =
        new Thread(
            () -> {
              body.get();
              changed.incrementAndGet();
            });
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING
        && thread.getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
    return changed.get() == 0;
  }

  private static boolean isPending(CompletableFuture<?> future) throws Exception {
    try {
      future.get(120, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException waiting) {
      return true;
    }
  }
}
