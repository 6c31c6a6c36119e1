package dev.wipeit.view;

import java.util.regex.Pattern;

/** Text in the cells of a terminal: most characters take one, some two, some none. */
public final class Cells {

  /**
   * First and last of the ranges that Unicode's EastAsianWidth.txt calls wide or full, runs of them
   * taken together; a character that is none there is counted too wide rather than too narrow.
   */
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x231a, 0x231b},
    {0x2329, 0x232a},
    {0x23e9, 0x23ec},
    {0x23f0, 0x23f0},
    {0x23f3, 0x23f3},
    {0x25fd, 0x25fe},
    {0x2614, 0x2615},
    {0x2648, 0x2653},
    {0x267f, 0x267f},
    {0x2693, 0x2693},
    {0x26a1, 0x26a1},
    {0x26aa, 0x26ab},
    {0x26bd, 0x26be},
    {0x26c4, 0x26c5},
    {0x26ce, 0x26ce},
    {0x26d4, 0x26d4},
    {0x26ea, 0x26ea},
    {0x26f2, 0x26f5},
    {0x26fa, 0x26fd},
    {0x2705, 0x2705},
    {0x270a, 0x270b},
    {0x2728, 0x2728},
    {0x274c, 0x274e},
    {0x2753, 0x2757},
    {0x2795, 0x2797},
    {0x27b0, 0x27bf},
    {0x2b1b, 0x2b1c},
    {0x2b50, 0x2b55},
    {0x2e80, 0x303e},
    {0x3041, 0x33ff},
    {0x3400, 0x4dbf},
    {0x4e00, 0x9fff},
    {0xa000, 0xa4cf},
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe10, 0xfe19},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x16fe0, 0x18aff},
    {0x1b000, 0x1b2ff},
    {0x1f004, 0x1f004},
    {0x1f0cf, 0x1f0cf},
    {0x1f18e, 0x1f18e},
    {0x1f191, 0x1f19a},
    {0x1f200, 0x1f320},
    {0x1f32d, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f7e0, 0x1f7eb},
    {0x1f90c, 0x1f9ff},
    {0x1fa70, 0x1faff},
    {0x20000, 0x3fffd}
  };

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private Cells() {}

  /** How many cells the text takes; it must be without control characters. */
  public static int width(String text) {
    return text.codePoints().map(Cells::width).sum();
  }

  /** How many cells the text takes beside its colours (SGR sequences, console_codes(4)). */
  public static int visibleWidth(String text) {
    return width(COLOUR.matcher(text).replaceAll(""));
  }

  /** The text, or as much of its beginning as fits, with a mark that it was cut. */
  public static String cut(String text, int cells, Script script) {
    if (width(text) <= cells) {
      return text;
    }
    int room = cells - width(script.ellipsis);
    return room < 0 ? " ".repeat(Math.max(0, cells)) : beginning(text, room) + script.ellipsis;
  }

  /** The text in exactly so many cells, at their left. */
  static String left(String text, int cells, Script script) {
    String cut = cut(text, cells, script);
    return cut + " ".repeat(Math.max(0, cells - width(cut)));
  }

  /** The text in exactly so many cells, at their right. */
  static String right(String text, int cells, Script script) {
    String cut = cut(text, cells, script);
    return " ".repeat(Math.max(0, cells - width(cut))) + cut;
  }

  private static String beginning(String text, int cells) {
    StringBuilder fits = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      used += width(character);
      if (used > cells) {
        break;
      }
      fits.appendCodePoint(character);
    }
    return fits.toString();
  }

  private static int width(int character) {
    if (character < 0x300) {
      return 1;
    }
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (character <= range[1]) {
        return character >= range[0] ? 2 : 1;
      }
    }
    return 1;
  }
}
