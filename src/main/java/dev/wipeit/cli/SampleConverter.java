package dev.wipeit.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A percentage from 0.1 to 100 with at most one decimal, in thousandths. */
final class SampleConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,3}(\\.[0-9])?%?")) {
      String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
      int permille = new BigDecimal(number).movePointRight(1).intValueExact();
      if (permille >= 1 && permille <= 1000) {
        return permille;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not a percentage from 0.1 to 100 with at most one decimal");
  }
}
