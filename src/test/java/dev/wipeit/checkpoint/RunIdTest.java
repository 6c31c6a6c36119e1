package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class RunIdTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T01:13:59Z"), ZoneId.of("Asia/Tokyo"));

  @Test
  void isTheMinuteInUtcAndTwentyFourBits() {
    RandomGenerator fixed = () -> 0x11_22_33_44_55_9c_3a_7fL;
    assertEquals("20261121-0113-7f3a9c", RunId.create(CLOCK, fixed));
  }

  @Test
  void differsWithinOneMinute() {
    SplittableRandom random = new SplittableRandom(1);
    assertNotEquals(RunId.create(CLOCK, random), RunId.create(CLOCK, random));
  }
}
