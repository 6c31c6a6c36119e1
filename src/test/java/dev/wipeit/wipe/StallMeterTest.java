package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.wipe.WipeEvent.StallOver;
import dev.wipeit.wipe.WipeEvent.Stalled;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One look a second, on a clock of the test's own. */
final class StallMeterTest {

  private static final long MIB = 1 << 20;

  private StallMeter meter = new StallMeter(StallRules.usual(null), 0);
  private long second;
  private long bytes;

  @Test
  void aRequestThatIsUnansweredForHalfAMinuteIsAStall() {
    work(20, 100 * MIB);
    long begin = second;
    for (int i = 1; i < 30; i++) {
      assertNull(look(0, begin), "after " + i + " s");
    }
    assertEquals(new Stalled(true, Duration.ofSeconds(30)), look(0, begin));
    assertNull(look(0, begin));
    assertEquals(Duration.ofSeconds(31), meter.lasting());
    assertEquals(new StallOver(Duration.ofSeconds(32)), look(100 * MIB, null));
    assertEquals(1, meter.stalls());
    assertEquals(Duration.ofSeconds(32), meter.longest());
    assertEquals(Duration.ZERO, meter.lasting());
  }

  @Test
  void requestsThatAreAnsweredInTimeAreNone() {
    for (int i = 0; i < 100; i++) {
      long begin = second;
      for (int s = 0; s < 29; s++) {
        assertNull(look(0, begin));
      }
      assertNull(look(MIB, null));
    }
    assertEquals(0, meter.stalls());
  }

  @Test
  void aMinuteBelowAHundredthOfTheRateBeforeIsAStall() {
    work(120, 100 * MIB);
    int seconds = 0;
    @Nullable WipeEvent event = null;
    while (event == null && seconds < 100) {
      event = look(MIB * 99 / 100, second);
      seconds++;
    }
    Stalled stalled = (Stalled) event;
    assertNotNull(stalled);
    assertFalse(stalled.silent());
    // A second at the full rate in the window is enough to be above it.
    assertTrue(seconds >= 60 && seconds <= 62, "after " + seconds + " s");
    assertTrue(stalled.lasting().toSeconds() >= 60, "" + stalled);
  }

  @Test
  void aHundredthOfTheRateItselfIsNoStall() {
    work(120, 100 * MIB);
    for (int i = 0; i < 600; i++) {
      assertNull(look(MIB, second));
    }
  }

  @Test
  void aSlowDeviceThatIsFastAgainHasGotOverIt() {
    work(120, 100 * MIB);
    int seconds = 0;
    while (look(0, second) == null) {
      seconds++;
    }
    assertTrue(seconds < 62);
    @Nullable WipeEvent over = null;
    for (int i = 0; over == null && i < 10; i++) {
      over = look(100 * MIB, null);
    }
    assertTrue(over instanceof StallOver, "" + over);
    work(300, 100 * MIB);
    assertEquals(1, meter.stalls());
  }

  @Test
  void aDeviceIsComparedWithWhatItWasBeforeItsStalls() {
    work(120, 100 * MIB);
    for (int round = 1; round <= 5; round++) {
      int seconds = 0;
      while (look(MIB / 2, second) == null) {
        seconds++;
        assertTrue(seconds < 70, "no stall in round " + round);
      }
      for (int i = 0; i < 600; i++) {
        look(MIB / 2, second);
      }
      while (look(100 * MIB, null) == null) {}
      assertEquals(round, meter.stalls());
    }
  }

  @Test
  void aDeviceThatWasSlowFromTheBeginningIsNotStalled() {
    for (int i = 0; i < 1000; i++) {
      assertNull(look(1000, second));
    }
  }

  @Test
  void timeInWhichNobodyWaitsForTheDeviceDoesNotCount() {
    work(120, 100 * MIB);
    for (int i = 0; i < 3600; i++) {
      assertNull(look(0, null));
    }
    work(120, 100 * MIB);
    assertEquals(0, meter.stalls());
  }

  @Test
  void aStallThatLastsLongerThanIsAllowedIsOverdue() {
    meter = new StallMeter(StallRules.usual(Duration.ofSeconds(45)), 0);
    long begin = second;
    while (meter.lasting().toSeconds() < 44) {
      look(0, begin);
      assertFalse(meter.isOverdue());
    }
    look(0, begin);
    assertTrue(meter.isOverdue());
    look(MIB, null);
    assertFalse(meter.isOverdue());
  }

  @Test
  void aShortLimitTellsOfTheStallBeforeItIsOver() {
    meter = new StallMeter(StallRules.usual(Duration.ofSeconds(3)), 0);
    long begin = second;
    assertNull(look(0, begin));
    assertNull(look(0, begin));
    assertEquals(new Stalled(true, Duration.ofSeconds(3)), look(0, begin));
    assertTrue(meter.isOverdue());
  }

  private void work(int seconds, long bytesEach) {
    for (int i = 0; i < seconds; i++) {
      assertNull(look(bytesEach, second));
    }
  }

  /** A second later. */
  private @Nullable WipeEvent look(long more, @Nullable Long oldestSecond) {
    second++;
    bytes += more;
    return meter.look(
        TimeUnit.SECONDS.toNanos(second),
        bytes,
        oldestSecond == null ? null : Long.valueOf(TimeUnit.SECONDS.toNanos(oldestSecond)));
  }
}
