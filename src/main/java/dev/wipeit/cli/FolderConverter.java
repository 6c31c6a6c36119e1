package dev.wipeit.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A folder that means the same wherever the program is started. */
final class FolderConverter implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    try {
      Path folder = Path.of(text);
      if (folder.isAbsolute()) {
        return folder;
      }
    } catch (InvalidPathException refused) {
      throw new TypeConversionException("'" + text + "' is no path: " + refused.getReason());
    }
    throw new TypeConversionException("'" + text + "' is not an absolute path");
  }
}
