package dev.wipeit.cli;

import dev.wipeit.units.ByteSize;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** A size per second: {@code 100M/s}, or {@code 100M} for short. */
final class RateConverter implements ITypeConverter<ByteSize> {

  private static final Pattern PER_SECOND = Pattern.compile("/[sS]$");

  @Override
  public ByteSize convert(String text) {
    return new SizeConverter().convert(PER_SECOND.matcher(text).replaceFirst(""));
  }
}
