package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateMeterTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void doesNotGuess() {
    RateMeter meter = new RateMeter();
    assertEquals(0, meter.bytesPerSecond());
    meter.sample(0, 0);
    assertEquals(0, meter.bytesPerSecond());
    meter.sample(199_000_000, 1000);
    assertEquals(0, meter.bytesPerSecond());
    assertNull(meter.remaining(10));
    meter.sample(200_000_000, 1000);
    assertEquals(5000, meter.bytesPerSecond());
    assertEquals(Duration.ofSeconds(2), meter.remaining(10_000));
  }

  @Test
  void looksAtTheLastTenSecondsOfWhatThisProcessHasDone() {
    RateMeter meter = new RateMeter();
    for (int second = 0; second <= 10; second++) {
      meter.sample(second * SECOND, 5_000_000 + second * 100L);
    }
    assertEquals(100, meter.bytesPerSecond());
    for (int second = 11; second <= 21; second++) {
      meter.sample(second * SECOND, 5_001_000 + (second - 10) * 1000L);
    }
    assertEquals(1000, meter.bytesPerSecond(), 82);
    assertEquals(Duration.ZERO, meter.remaining(0));
  }

  @Test
  void afterALongSilenceTheLastSampleBeforeItCounts() {
    RateMeter meter = new RateMeter();
    meter.sample(0, 0);
    meter.sample(100 * SECOND, 1000);
    assertEquals(10, meter.bytesPerSecond());
    meter.sample(101 * SECOND, 1000);
    assertEquals(0, meter.bytesPerSecond());
    assertNull(meter.remaining(1));
  }
}
