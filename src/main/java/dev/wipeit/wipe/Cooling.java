package dev.wipeit.wipe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a drive is kept from getting too warm: the run pauses, and goes on when it has cooled by
 * {@value #HYSTERESIS} degrees.
 *
 * @param thermometer tells how warm it is
 * @param pauseAt the temperature in degrees Celsius at which the run pauses; null for {@value
 *     #MARGIN} below what the drive itself calls critical, and never where it does not say
 * @param every how often the drive is asked
 */
public record Cooling(Thermometer thermometer, @Nullable Integer pauseAt, Duration every) {

  /** By how many degrees a drive has to cool. */
  public static final int HYSTERESIS = 5;

  /** How many degrees below its critical temperature a drive is paused by default. */
  public static final int MARGIN = 5;

  /** How often a drive is asked: seldom, since a question interrupts what it does for a moment. */
  public static final Duration USUAL = Duration.ofSeconds(30);

  /** None. */
  public static Cooling none() {
    return new Cooling(Thermometer.NONE, null, USUAL);
  }
}
