package dev.wipeit.cli;

import dev.wipeit.units.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A moment as it is given on a command line: a date or date and time, or how long ago.
 *
 * @param at the moment, or null where it is {@code ago}
 * @param ago how long before now, or null
 */
record Moment(@Nullable Instant at, @Nullable Duration ago) {

  /** Before everything. */
  static final Moment NEVER = new Moment(Instant.EPOCH, null);

  /** The moment, seen from now. */
  Instant instant(Clock clock) {
    if (at != null) {
      return at;
    }
    try {
      Instant then = clock.instant().minus(ago == null ? Duration.ZERO : ago);
      return then.isBefore(Instant.EPOCH) ? Instant.EPOCH : then;
    } catch (DateTimeException | ArithmeticException beforeTime) {
      return Instant.EPOCH;
    }
  }

  /**
   * Reads {@code 2026-11-21}, {@code 2026-11-21T08:30}, both in the local time zone, RFC 3339, or a
   * time such as {@code 90d}.
   *
   * @throws IllegalArgumentException with a one-line reason if the text is none of these
   */
  static Moment parse(String text, ZoneId zone) {
    Instant known =
        first(
            () -> LocalDate.parse(text).atStartOfDay(zone).toInstant(),
            () -> LocalDateTime.parse(text).atZone(zone).toInstant(),
            () -> OffsetDateTime.parse(text).toInstant());
    if (known != null) {
      return new Moment(known, null);
    }
    if (text.matches("[0-9]+[smhdSMHD]")) {
      return new Moment(null, Durations.parse(text));
    }
    throw new IllegalArgumentException(
        "neither a date nor a time ago: '"
            + text
            + "' (write 2026-11-21, 2026-11-21T08:30, or 90d, 12h)");
  }

  private static @Nullable Instant first(Form... forms) {
    @Nullable Instant found = null;
    for (int i = 0; i < forms.length && found == null; i++) {
      try {
        found = forms[i].read();
      } catch (DateTimeException another) {
        found = null;
      }
    }
    return found;
  }

  @FunctionalInterface
  private interface Form {
    Instant read();
  }

  /** For the command line. */
  static final class Converter implements ITypeConverter<Moment> {
    @Override
    public Moment convert(String text) {
      try {
        return parse(text, ZoneId.systemDefault());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
