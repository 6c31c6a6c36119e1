package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.Await;
import dev.wipeit.wipe.Thermometer.Reading;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.Paused;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Resumed;
import dev.wipeit.wipe.WipeEvent.StallOver;
import dev.wipeit.wipe.WipeEvent.Stalled;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Whole runs on a device that stalls or gets warm; the test's clock decides how long that takes.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class WatchTest {

  private static final int MIB = Bench.MIB;
  private static final int SIZE = 24 * MIB + 512;
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Bench bench = new Bench("random", SIZE, 512);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicLong skipped = new AtomicLong();

  WatchTest() {
    bench.nanoTime = () -> System.nanoTime() + skipped.get();
  }

  @Test
  void aStallIsToldAndCountedAndTheRunGoesOn() throws IOException {
    hangAt(12L * MIB);
    bench.listener =
        event -> {
          bench.events.add(event);
          if (event instanceof Stalled) {
            answer.countDown();
          }
        };
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    WholeWipeTest.assertWiped(bench, outcome);
    Stalled stalled = bench.events(Stalled.class).get(0);
    assertTrue(stalled.silent());
    assertTrue(stalled.lasting().toSeconds() >= 31, "" + stalled);
    assertEquals(1, bench.events(StallOver.class).size());
    assertEquals(1, outcome.delays().stalls());
    assertTrue(outcome.delays().longestStall().compareTo(stalled.lasting()) >= 0);
    assertEquals(Duration.ZERO, outcome.delays().paused());
  }

  @Test
  void aStallThatLastsTooLongEndsTheRunWithItsLastCheckpoint() throws IOException {
    bench.care = new Care(false, StallRules.usual(Duration.ofSeconds(20)), Cooling.none());
    hangAt(12L * MIB);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.STALLED, outcome.result());
    assertTrue(outcome.saved());
    Checkpoint last = bench.lastSaved();
    assertEquals(last, outcome.state());
    assertTrue(last.written() <= 12L * MIB);
    int events = bench.events.size();
    assertTrue(bench.events.get(events - 1) instanceof Finished);
    byte[] then = bench.media.bytes();
    answer.countDown();
    awaitNoWorkers();
    // The requests in hand cannot be taken back; no other is made.
    int behind = 20 * MIB;
    byte[] now = bench.media.bytes();
    assertEquals(
        -1, Arrays.mismatch(then, behind, SIZE, now, behind, SIZE), "written all the same");
    assertEquals(last, bench.lastSaved(), "nothing is saved by a run that was given up");
    assertEquals(events, bench.events.size(), "nor told");
    bench.crash();
    bench.care = Care.usual();
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void aStallInTheReadingBackEndsTheRunToo() throws IOException {
    bench.care = new Care(false, StallRules.usual(Duration.ofSeconds(20)), Cooling.none());
    bench.media.beforeRead(range -> hang(range.offset(), 6L * MIB));
    assertEquals(Result.STALLED, bench.wipe(1, VerifyMode.LAST).result());
    answer.countDown();
    awaitNoWorkers();
  }

  @Test
  void aForceThatIsNotAnsweredIsAStall() throws IOException {
    bench.care = new Care(false, StallRules.usual(Duration.ofSeconds(20)), Cooling.none());
    bench.media.beforeForce(() -> hang(0, 0));
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.STALLED, outcome.result());
    assertEquals(0, outcome.state().written());
    int events = bench.events.size();
    answer.countDown();
    awaitNoWorkers();
    assertEquals(0, bench.lastSaved().written());
    assertEquals(events, bench.events.size(), "nothing is told of a run that was given up");
  }

  @Test
  void aWarmDriveIsPausedSavedAndGoneOnWithWhenItHasCooled() throws IOException {
    AtomicInteger celsius = new AtomicInteger(40);
    warmAt(10L * MIB, celsius);
    long[] writes = {0, 0};
    bench.listener =
        event -> {
          bench.events.add(event);
          if (celsius.get() == 50) {
            return;
          }
          if (event instanceof CheckpointSaved saved) {
            writes[0] = saved.state().written();
          } else if (event instanceof Progress progress) {
            writes[1] = progress.state().written();
          }
          boolean paused = celsius.get() == 60 && !bench.events(Paused.class).isEmpty();
          // The state is ahead of what is told of it: progress may come before its checkpoint.
          if (paused && writes[0] > 0 && writes[0] == writes[1]) {
            // All that was handed out before the pause is saved, and nothing was written since.
            skipped.addAndGet(TimeUnit.MINUTES.toNanos(10));
            celsius.set(50);
          }
        };
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    WholeWipeTest.assertWiped(bench, outcome);
    assertEquals(60, bench.events(Paused.class).get(0).celsius());
    assertEquals(50, bench.events(Resumed.class).get(0).celsius());
    assertTrue(writes[0] >= 8L * MIB && writes[0] < SIZE, "saved at " + writes[0]);
    assertEquals(0, outcome.delays().stalls());
    assertTrue(outcome.delays().paused().toMinutes() >= 10, "" + outcome.delays());
    assertTrue(outcome.elapsed().toMinutes() < 5, "a pause is no work: " + outcome.elapsed());
    assertTrue(outcome.state().active().toMinutes() < 5);
  }

  @Test
  void aStopIsObeyedInAPause() throws IOException {
    AtomicInteger celsius = new AtomicInteger(40);
    warmAt(10L * MIB, celsius);
    bench.listener =
        event -> {
          bench.events.add(event);
          if (event instanceof Paused) {
            bench.stop.request();
          }
        };
    WipeOutcome outcome = bench.wipe(1, VerifyMode.LAST);
    assertEquals(Result.STOPPED, outcome.result());
    assertTrue(outcome.saved());
    assertTrue(outcome.state().written() < SIZE);
    bench.assertDurable(outcome.state());
    assertEquals(0, bench.events(Resumed.class).size());
    bench.crash();
    bench.care = Care.usual();
    bench.listener = bench.events::add;
    WholeWipeTest.assertWiped(bench, bench.resume());
  }

  @Test
  void aThermometerThatHangsHoldsNothingUp() throws IOException {
    CountDownLatch asked = new CountDownLatch(1);
    Thermometer hangs =
        () -> {
          asked.countDown();
          awaitAnswer();
          return null;
        };
    bench.care = new Care(false, StallRules.usual(null), cooling(hangs));
    WholeWipeTest.assertWiped(bench, bench.wipe(1, VerifyMode.LAST));
    assertFalse(asked.getCount() > 0, "never asked");
    answer.countDown();
  }

  @Test
  void aThermometerThatBreaksLeavesNobodyPaused() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Thermometer breaks =
        () -> {
          if (asked.getAndIncrement() == 0) {
            return new Reading(99, null);
          }
          throw new IllegalStateException("broken, as this test wants it");
        };
    bench.care = new Care(false, StallRules.usual(null), cooling(breaks));
    bench.media.beforeWrite(range -> awaitPause());
    WholeWipeTest.assertWiped(bench, bench.wipe(1, VerifyMode.LAST));
  }

  /** The drive gets warm at an offset; nothing behind it is written before that is known. */
  private void warmAt(long offset, AtomicInteger celsius) {
    Thermometer thermometer = () -> new Reading(celsius.get(), null);
    bench.care = new Care(false, StallRules.usual(null), cooling(thermometer));
    bench.media.beforeWrite(
        range -> {
          if (range.offset() >= offset && celsius.get() == 40) {
            celsius.set(60);
            awaitPause();
          }
        });
  }

  private void awaitPause() {
    try {
      Await.until(SOON, () -> "a pause", () -> !bench.events(Paused.class).isEmpty());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cooling cooling(Thermometer thermometer) {
    return new Cooling(thermometer, 60, Duration.ofMillis(5));
  }

  private void hangAt(long offset) {
    bench.media.beforeWrite(range -> hang(range.offset(), offset));
  }

  /** Half a minute passes at once, and then nothing until the test lets the device answer. */
  private void hang(long at, long offset) {
    if (at == offset && answer.getCount() > 0) {
      skipped.addAndGet(TimeUnit.SECONDS.toNanos(31));
      awaitAnswer();
    }
  }

  private void awaitAnswer() {
    try {
      assertTrue(answer.await(SOON.toSeconds(), TimeUnit.SECONDS), "nobody noticed");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitNoWorkers() throws IOException {
    assertTrue(
        Await.holdsWithin(
            SOON,
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(
                        thread ->
                            thread.getName().startsWith("wipeit-worker")
                                || thread.getName().equals("wipeit-run"))));
  }
}
