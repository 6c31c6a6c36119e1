package dev.wipeit.cli;

import picocli.CommandLine.ITypeConverter;

/** A text as it is. */
final class TextConverter implements ITypeConverter<String> {

  @Override
  public String convert(String text) {
    return text;
  }
}
