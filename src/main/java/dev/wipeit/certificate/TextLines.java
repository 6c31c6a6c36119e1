package dev.wipeit.certificate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines: between words, and inside one that is longer than a line. */
final class TextLines {

  private static final String CUT = " ...";

  /** No line has as many characters: what is longer is not looked at to its end. */
  private static final int LONGEST = 1000;

  private TextLines() {}

  /**
   * The lines, of which the last says if there was more.
   *
   * @param width of a line, in units of the size of the type
   * @param most so many lines at most
   */
  static List<String> of(Typeface face, String text, double width, int most) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    String some = text.substring(0, Math.min(text.length(), (most + 1) * LONGEST));
    for (String word : face.showable(some).split(" ", -1)) {
      String rest = word;
      if (line.length() > 0 && face.width(line + " " + rest) > width) {
        lines.add(line.toString());
        line.setLength(0);
      } else if (line.length() > 0) {
        line.append(' ');
      }
      while (face.width(line + rest) > width) {
        int fits = fits(face, rest, width);
        lines.add(line + rest.substring(0, fits));
        line.setLength(0);
        rest = rest.substring(fits);
        if (lines.size() > most) {
          return cut(face, lines.subList(0, most), width);
        }
      }
      line.append(rest);
    }
    lines.add(line.toString());
    return lines.size() <= most ? lines : cut(face, lines.subList(0, most), width);
  }

  /** How many units of the word fit, one at least; no pair of surrogates is parted. */
  private static int fits(Typeface face, String word, double width) throws IOException {
    int fits = word.offsetByCodePoints(0, 1);
    while (fits < word.length()) {
      int next = word.offsetByCodePoints(fits, 1);
      if (face.width(word.substring(0, next)) > width) {
        return fits;
      }
      fits = next;
    }
    return fits;
  }

  private static List<String> cut(Typeface face, List<String> lines, double width)
      throws IOException {
    List<String> shorter = new ArrayList<>(lines);
    String last = shorter.remove(shorter.size() - 1);
    while (!last.isEmpty() && face.width(last + CUT) > width) {
      last = last.substring(0, last.offsetByCodePoints(last.length(), -1));
    }
    shorter.add(last + CUT);
    return shorter;
  }
}
