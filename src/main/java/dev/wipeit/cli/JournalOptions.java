package dev.wipeit.cli;

import dev.wipeit.journal.FlushPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** When the record of a run is made durable. */
final class JournalOptions {

  @Option(
      names = "--journal-flush",
      paramLabel = "each|interval|adaptive",
      converter = KindConverter.class,
      description =
          "When the record of the run is forced to the disk: with each event, before the run goes"
              + " on; in intervals; or the sooner, the more happens. Default: interval.")
  private FlushPolicy.Kind flush = FlushPolicy.USUAL.kind();

  @Option(
      names = "--flush-interval",
      paramLabel = "SECONDS",
      converter = IntervalConverter.class,
      description = "The longest that an event waits for that, 0.05 to 60. Default: 1.0.")
  private Duration interval = FlushPolicy.USUAL.interval();

  FlushPolicy policy() {
    return new FlushPolicy(flush, interval);
  }

  /** A policy by its name. */
  static final class KindConverter implements ITypeConverter<FlushPolicy.Kind> {
    @Override
    public FlushPolicy.Kind convert(String text) {
      return FlushPolicy.Kind.find(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is none of each, interval and adaptive"));
    }
  }

  /** Seconds with a fraction. */
  static final class IntervalConverter implements ITypeConverter<Duration> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,2}(?:\\.[0-9]{1,3})?)s?");

    @Override
    public Duration convert(String text) {
      Matcher seconds = TEXT.matcher(text);
      Duration interval =
          seconds.matches()
              ? Duration.ofMillis(
                  new BigDecimal(seconds.group(1)).movePointRight(3).longValueExact())
              : Duration.ZERO;
      if (interval.toMillis() < 50 || interval.toSeconds() > 60) {
        throw new TypeConversionException(
            "'" + text + "' is not a number of seconds from 0.05 to 60");
      }
      return interval;
    }
  }
}
