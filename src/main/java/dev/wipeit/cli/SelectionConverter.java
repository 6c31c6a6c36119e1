package dev.wipeit.cli;

import dev.wipeit.device.Selection;
import dev.wipeit.device.SelectionException;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Disks chosen by what they are. */
final class SelectionConverter implements ITypeConverter<Selection> {

  @Override
  public Selection convert(String text) {
    return selection(text);
  }

  /** The selection, or what is wrong with it, with the words that may have been meant. */
  static Selection selection(String text) {
    try {
      return Selection.parse(text);
    } catch (SelectionException e) {
      List<String> near = NearNames.of(e.word(), e.known());
      throw new TypeConversionException(
          e.getMessage()
              + (near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)"));
    }
  }
}
