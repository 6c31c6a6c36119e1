package dev.wipeit.cli;

import dev.wipeit.method.FixedPattern;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Fixed bytes: zeros, ones, or hexadecimal digits. */
final class PatternConverter implements ITypeConverter<FixedPattern> {

  @Override
  public FixedPattern convert(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("zeros")) {
      return new FixedPattern("00");
    }
    if (word.equals("ones")) {
      return new FixedPattern("ff");
    }
    String hex = word.startsWith("0x") ? word.substring(2) : word;
    if (!hex.matches("([0-9a-f]{2}){1,16}")) {
      throw new TypeConversionException(
          "'" + text + "' is not zeros, ones, or 1 to 16 bytes in hexadecimal such as 924924");
    }
    return new FixedPattern(hex);
  }
}
