package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Text from outside, made fit for one line of a message. */
public final class Printable {

  private static final int LONGEST = 60;

  private Printable() {}

  /** The text with every control character and line separator replaced by a question mark. */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(Printable::visible).forEach(line::appendCodePoint);
    return line.toString();
  }

  /** One line of at most 60 characters; the rest is cut off, and this is shown. */
  static String shortened(String text) {
    String line = oneLine(text);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** Why an operation failed, in the system's words; the file's name is left out. */
  public static String reason(IOException failure) {
    String text = failure.getMessage();
    if (failure instanceof FileSystemException named) {
      // Some kinds, such as NoSuchFileException, say why by their name alone.
      text = named.getReason() == null ? words(failure) : named.getReason();
    }
    return text == null ? words(failure) : text;
  }

  /** {@code access denied} for an {@code AccessDeniedException}. */
  private static String words(IOException failure) {
    String name = failure.getClass().getSimpleName().replaceFirst("Exception$", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static int visible(int character) {
    int type = Character.getType(character);
    boolean breaksTheLine =
        type == Character.CONTROL
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.FORMAT
            || type == Character.SURROGATE;
    return breaksTheLine ? '?' : character;
  }
}
