package dev.wipeit.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** On or off. */
final class SwitchConverter implements ITypeConverter<Boolean> {

  @Override
  public Boolean convert(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new TypeConversionException("'" + text + "' is neither 'true' nor 'false'");
    };
  }
}
