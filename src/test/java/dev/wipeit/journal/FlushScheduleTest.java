package dev.wipeit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.journal.FlushPolicy.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FlushScheduleTest {

  private static final long BEGIN = 5_000_000_000L;

  private static FlushSchedule schedule(Kind kind) {
    return new FlushSchedule(new FlushPolicy(kind, Duration.ofSeconds(1)));
  }

  private static long waits(FlushSchedule schedule, long millis) {
    return TimeUnit.NANOSECONDS.toMillis(
        schedule.waitNanos(BEGIN + TimeUnit.MILLISECONDS.toNanos(millis)));
  }

  private static void wrote(FlushSchedule schedule, int lines, long millis) {
    schedule.wrote(lines, BEGIN + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void nothingIsFlushedWhereNothingWasWritten() {
    for (Kind kind : Kind.values()) {
      assertEquals(-1, schedule(kind).waitNanos(BEGIN));
    }
  }

  @Test
  void aSingleLineOfAQuietStreamIsFlushedAfterTheInterval() {
    FlushSchedule schedule = schedule(Kind.INTERVAL);
    wrote(schedule, 1, 0);
    assertEquals(1000, waits(schedule, 0));
    assertEquals(1, waits(schedule, 999));
    assertEquals(0, waits(schedule, 1000));
    assertEquals(0, waits(schedule, 9000));
  }

  @Test
  void laterLinesDoNotPutTheFlushOff() {
    FlushSchedule schedule = schedule(Kind.INTERVAL);
    wrote(schedule, 1, 0);
    wrote(schedule, 5, 900);
    assertEquals(100, waits(schedule, 900));
  }

  @Test
  void aHundredLinesDoNotWaitForTheInterval() {
    FlushSchedule schedule = schedule(Kind.INTERVAL);
    wrote(schedule, 99, 0);
    assertEquals(990, waits(schedule, 10));
    wrote(schedule, 1, 10);
    assertEquals(0, waits(schedule, 10));
  }

  @Test
  void eachLineIsFlushedAtOnce() {
    FlushSchedule schedule = schedule(Kind.EACH);
    wrote(schedule, 1, 0);
    assertEquals(0, waits(schedule, 0));
  }

  @Test
  void adaptiveIsTheSoonerTheMoreWaits() {
    FlushSchedule schedule = schedule(Kind.ADAPTIVE);
    wrote(schedule, 1, 0);
    assertEquals(1000, waits(schedule, 0));
    wrote(schedule, 3, 0);
    assertEquals(250, waits(schedule, 0));
    wrote(schedule, 96, 0);
    assertEquals(50, waits(schedule, 0));
    assertEquals(0, waits(schedule, 50));
  }

  @Test
  void aFlushBeginsTheWaitAnew() {
    FlushSchedule schedule = schedule(Kind.INTERVAL);
    wrote(schedule, 100, 0);
    schedule.flushed();
    assertEquals(-1, schedule.waitNanos(BEGIN));
    wrote(schedule, 1, 700);
    assertEquals(1000, waits(schedule, 700));
  }
}
