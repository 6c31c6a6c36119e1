package dev.wipeit.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many devices are worked on at a time. */
final class JobsConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new TypeConversionException("'" + text + "' is not a number from 1 to 9999");
    }
    return Integer.valueOf(text);
  }
}
