package dev.wipeit.cli;

import dev.wipeit.units.Durations;
import dev.wipeit.wipe.Care;
import dev.wipeit.wipe.Cooling;
import dev.wipeit.wipe.StallRules;
import dev.wipeit.wipe.Thermometer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is looked after while a run works. */
final class CareOptions {

  private static final Duration LONGEST = Duration.ofDays(7);

  @Option(
      names = "--stall-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "Give a device up (code 6) that does not answer, or is slower than a hundredth of its"
              + " earlier rate, for so long: 1s to 7d, in seconds or with s, m, h or d. Default: never;"
              + " stalls are told after 30 s without an answer.")
  private @Nullable Duration stallTimeout;

  @Option(
      names = "--pause-at",
      paramLabel = "CELSIUS",
      converter = PauseConverter.class,
      description =
          "Pause when the drive is so warm, 20 to 110, or never, and go on when it has cooled by 5"
              + " degrees. Default: 5 below what the drive itself calls critical, where it says so.")
  private @Nullable PauseAt pauseAt;

  /**
   * Where a run pauses.
   *
   * @param celsius null for nowhere
   */
  record PauseAt(@Nullable Integer celsius) {}

  /** What is looked after on a device. */
  Care care(boolean pretests, Thermometer thermometer) {
    return new Care(pretests, stalls(), cooling(thermometer));
  }

  /** When a device counts as stalled. */
  StallRules stalls() {
    return StallRules.usual(stallTimeout);
  }

  private Cooling cooling(Thermometer thermometer) {
    if (pauseAt == null) {
      return new Cooling(thermometer, null, Cooling.USUAL);
    }
    return pauseAt.celsius() == null
        ? Cooling.none()
        : new Cooling(thermometer, pauseAt.celsius(), Cooling.USUAL);
  }

  /** A time of a second or more. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration time = Durations.parse(text);
        if (time.isZero() || time.compareTo(LONGEST) > 0) {
          throw new TypeConversionException("'" + text + "' is not a time from 1s to 7d");
        }
        return time;
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A temperature, or never. */
  static final class PauseConverter implements ITypeConverter<PauseAt> {
    @Override
    public PauseAt convert(String text) {
      if (text.equals("never")) {
        return new PauseAt(null);
      }
      if (!text.matches("[2-9][0-9]|10[0-9]|110")) {
        throw new TypeConversionException(
            "'" + text + "' is neither a temperature from 20 to 110 degrees Celsius nor 'never'");
      }
      return new PauseAt(Integer.valueOf(text));
    }
  }
}
