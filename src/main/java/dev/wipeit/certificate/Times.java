package dev.wipeit.certificate;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Moments as RFC 3339 has them: UTC, always with milliseconds. */
final class Times {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private Times() {}

  static String text(Instant moment) {
    return FORM.format(moment.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Whether there is such a moment; the form alone also allows a 31st of February. */
  static boolean isMoment(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException none) {
      return false;
    }
  }
}
