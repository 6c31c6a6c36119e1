package dev.wipeit.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Open Sans, which has Latin, Greek and Cyrillic letters. What it has not is written as the number
 * of the character, so that nothing that a drive or a person says is lost.
 */
final class Typeface {

  private final TrueTypeFont font;
  private final CmapLookup glyphs;

  private Typeface(TrueTypeFont font) throws IOException {
    this.font = font;
    this.glyphs = font.getUnicodeCmapLookup();
  }

  static Typeface regular() throws IOException {
    return load("fonts/OpenSans-Regular.ttf");
  }

  static Typeface bold() throws IOException {
    return load("fonts/OpenSans-Bold.ttf");
  }

  private static Typeface load(String resource) throws IOException {
    try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
      Objects.requireNonNull(in, resource + " is missing in the jar");
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
      // Ligatures would be found by nobody who searches the text.
      font.setEnableGsub(false);
      return new Typeface(font);
    }
  }

  TrueTypeFont font() {
    return font;
  }

  int glyph(int character) {
    return glyphs.getGlyphId(character);
  }

  /** The text with what cannot be shown as its number, such as {@code <U+4E2D>}. */
  String showable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c >= ' ' && glyph(c) != 0) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format(Locale.ROOT, "<U+%04X>", c));
              }
            });
    return out.toString();
  }

  /** The width of text that can be shown, in units of the size of the type. */
  double width(String text) throws IOException {
    long units = 0;
    for (int c : text.codePoints().toArray()) {
      units += font.getAdvanceWidth(glyph(c));
    }
    return (double) units / font.getUnitsPerEm();
  }
}
