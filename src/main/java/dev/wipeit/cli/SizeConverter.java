package dev.wipeit.cli;

import dev.wipeit.units.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes of 1 MiB to 1 TiB: that of the buffer, and what falls due to be saved at once. */
final class SizeConverter implements ITypeConverter<ByteSize> {

  @Override
  public ByteSize convert(String text) {
    ByteSize size;
    try {
      size = ByteSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    if (size.compareTo(ByteSize.MIB) < 0) {
      throw new TypeConversionException("'" + text + "' is too small: it must be at least 1M");
    }
    if (size.compareTo(ByteSize.TIB) > 0) {
      throw new TypeConversionException("'" + text + "' is too large: it must not exceed 1T");
    }
    return size;
  }
}
