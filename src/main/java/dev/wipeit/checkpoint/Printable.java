package dev.wipeit.checkpoint;

/** Text from outside, made fit for one line of a message. */
final class Printable {

  private static final int LONGEST = 60;

  private Printable() {}

  /** The text with every control character and line separator replaced by a question mark. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(Printable::visible).forEach(line::appendCodePoint);
    return line.toString();
  }

  /** One line of at most 60 characters; the rest is cut off, and this is shown. */
  static String shortened(String text) {
    String line = oneLine(text);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
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
