package dev.wipeit.cli;

import dev.wipeit.device.Selection;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --exclude} spares. */
sealed interface Exclusion {

  /** A device by its path, with all that is on the same disk. */
  record OfPath(Path path) implements Exclusion {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A disk by its serial number or WWN. */
  record OfName(String name) implements Exclusion {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Every device that may be as the selection says. */
  record OfSelection(Selection selection) implements Exclusion {
    @Override
    public String toString() {
      return selection.toString();
    }
  }

  /** Told apart by how they are written: a slash, a key with an operator, or neither. */
  final class Converter implements ITypeConverter<Exclusion> {

    private static final Pattern TERM = Pattern.compile("\\s*[a-z_-]+\\s*(?:[=<>~]|!=).*");

    @Override
    public Exclusion convert(String text) {
      if (TERM.matcher(text).matches()) {
        return new OfSelection(SelectionConverter.selection(text));
      }
      if (text.isBlank()) {
        throw new TypeConversionException("there is nothing to exclude in ''");
      }
      return text.indexOf('/') < 0 ? new OfName(text) : new OfPath(path(text));
    }

    private static Path path(String text) {
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'" + text + "' is no path");
      }
    }
  }
}
