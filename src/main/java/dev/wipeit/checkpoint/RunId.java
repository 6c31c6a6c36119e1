package dev.wipeit.checkpoint;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names of runs, such as {@code 20261121-0113-7f3a9c}: they sort by time and fit a file name. */
public final class RunId {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int RANDOM_BYTES = 3;

  private RunId() {}

  /** A new run id: the minute in UTC and 24 random bits. */
  public static String create(Clock clock, RandomGenerator random) {
    byte[] bits = new byte[RANDOM_BYTES];
    random.nextBytes(bits);
    return MINUTE.format(clock.instant()) + "-" + HexFormat.of().formatHex(bits);
  }
}
