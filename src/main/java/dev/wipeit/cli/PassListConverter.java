package dev.wipeit.cli;

import dev.wipeit.method.Pass;
import dev.wipeit.method.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Passes separated by commas: {@code random}, or bytes in hexadecimal. */
final class PassListConverter implements ITypeConverter<List<Pass>> {

  @Override
  public List<Pass> convert(String text) {
    List<Pass> passes = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      passes.add(pass(item, passes.size() + 1));
    }
    if (passes.size() > Template.MOST_PASSES) {
      throw new TypeConversionException(
          passes.size() + " passes are more than " + Template.MOST_PASSES);
    }
    return passes;
  }

  private static Pass pass(String item, int number) {
    String plain = item.strip().toLowerCase(Locale.ROOT);
    try {
      return Pass.parse(plain.startsWith("0x") ? plain.substring(2) : plain);
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException(
          "item "
              + number
              + (plain.isEmpty() ? " is empty" : " is '" + item.strip() + "'")
              + ", and must be 'random' or 1 to 16 bytes in hexadecimal, such as 00 or 924924");
    }
  }
}
