package dev.wipeit.checkpoint;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;

/**
 * What a pretest measured, and which strategy that asks for, by the predecessor's rule: a spread of
 * more than 100 MiB/s asks for {@code adaptive_chunk}; else an average below 50 MiB/s for {@code
 * small_chunk}; else it is {@code standard}.
 *
 * @param speeds of the samples at the beginning, in the middle and at the end of the device, in
 *     MiB/s with two decimals, as they are saved
 */
public record PretestResults(List<BigDecimal> speeds) {

  /** The places that are measured. */
  public static final int SAMPLES = 3;

  /** Faster than any device, in MiB/s; what is above is no measurement. */
  static final long FASTEST = 1_000_000_000;

  static final int DECIMALS = 2;
  private static final BigDecimal WIDE_SPREAD = BigDecimal.valueOf(100);
  private static final BigDecimal SLOW_AVERAGE = BigDecimal.valueOf(50);

  public PretestResults {
    speeds = List.copyOf(speeds);
    if (speeds.size() != SAMPLES) {
      throw new IllegalArgumentException("not three speeds: " + speeds);
    }
    for (BigDecimal speed : speeds) {
      if (speed.signum() < 0 || speed.scale() != DECIMALS) {
        throw new IllegalArgumentException("not a speed: " + speed);
      }
    }
  }

  /**
   * Of what was measured.
   *
   * @param mebibytesPerSecond at the beginning, in the middle and at the end
   */
  public static PretestResults of(List<Double> mebibytesPerSecond) {
    return new PretestResults(
        mebibytesPerSecond.stream()
            .map(speed -> BigDecimal.valueOf(Math.min(speed, FASTEST)))
            .map(speed -> speed.setScale(DECIMALS, RoundingMode.HALF_UP))
            .toList());
  }

  /** The mean in MiB/s, rounded to two decimals. */
  public BigDecimal average() {
    return sum().divide(BigDecimal.valueOf(SAMPLES), DECIMALS, RoundingMode.HALF_UP);
  }

  /** The fastest less the slowest in MiB/s; the predecessor's file calls it a variance. */
  public BigDecimal spread() {
    return Collections.max(speeds).subtract(Collections.min(speeds));
  }

  /** What these speeds ask for; exactly 100 and exactly 50 are standard. */
  public ChunkStrategy recommended() {
    if (spread().compareTo(WIDE_SPREAD) > 0) {
      return ChunkStrategy.ADAPTIVE_CHUNK;
    }
    // The sum: a rounded average could lie on the other side of the limit.
    boolean slow = sum().compareTo(SLOW_AVERAGE.multiply(BigDecimal.valueOf(SAMPLES))) < 0;
    return slow ? ChunkStrategy.SMALL_CHUNK : ChunkStrategy.STANDARD;
  }

  /** Why, for a person. */
  public String reason() {
    return switch (recommended()) {
      case ADAPTIVE_CHUNK -> "the speeds are more than 100 MiB/s apart";
      case SMALL_CHUNK -> "the average is below 50 MiB/s";
      default -> "the speeds are neither far apart nor slow";
    };
  }

  private BigDecimal sum() {
    return speeds.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
