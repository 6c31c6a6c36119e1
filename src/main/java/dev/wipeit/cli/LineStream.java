package dev.wipeit.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;

/**
 * A stream onto which lines are printed. What a terminal would act on is shown and not sent: a path
 * that somebody gives, or a name that a message repeats, can hold any character but a zero byte.
 * Only {@link #print(String)} sends control codes; that is for those who draw.
 */
final class LineStream extends PrintStream {

  LineStream(OutputStream out, Charset charset) {
    super(out, true, charset);
  }

  /** Prints one line in one piece; a line break within it is shown too. */
  @Override
  public void println(String line) {
    print(shown(line) + System.lineSeparator());
  }

  /** The text with control, format and line characters escaped as in Java. */
  static String shown(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              if (isActedOn(character)) {
                shown.append(escape(character));
              } else {
                shown.appendCodePoint(character);
              }
            });
    return shown.toString();
  }

  /** Whether all of it is printable ASCII: nearly every line, and there are many. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < ' ' || character > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isActedOn(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String escape(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, "\\u%04x", character);
    };
  }
}
