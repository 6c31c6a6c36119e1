package dev.wipeit.units;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as they are given on a command line: {@code 90}, {@code 90s}, {@code 5m}, {@code 2h},
 * {@code 7d}.
 */
public final class Durations {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})([smhd]?)");

  private Durations() {}

  /**
   * Reads a whole number of seconds, minutes, hours or days; without a unit it is seconds.
   *
   * @throws IllegalArgumentException with a one-line reason if the text is not such a time
   */
  public static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not a time: '" + text + "' (write seconds, or a number and s, m, h or d, such as 5m)");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
