package dev.wipeit.certificate;

import io.nayuki.qrcodegen.QrCode;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** One page of a PDF, measured in points from its upper left corner. */
final class Canvas implements Closeable {

  static final float MARGIN = 48;

  private final PdfFile file;
  private final PDPageContentStream stream;
  private final float width;
  private final float height;

  Canvas(PdfFile file, PDRectangle paper) throws IOException {
    this.file = file;
    PDPage page = new PDPage(paper);
    file.document().addPage(page);
    this.stream = new PDPageContentStream(file.document(), page);
    this.width = paper.getWidth();
    this.height = paper.getHeight();
  }

  float width() {
    return width;
  }

  float height() {
    return height;
  }

  /** The right edge of what is printed. */
  float right() {
    return width - MARGIN;
  }

  /** One line of text whose foot is at {@code y}. */
  void text(float x, float y, float size, boolean bold, Ink ink, String text) throws IOException {
    PDFont font = bold ? file.bold() : file.regular();
    stream.beginText();
    stream.setFont(font, size);
    color(ink);
    stream.newLineAtOffset(x, height - y);
    stream.showText(face(bold).showable(text));
    stream.endText();
  }

  /** As {@link #text}, ending at {@code x}. */
  void textLeftOf(float x, float y, float size, boolean bold, Ink ink, String text)
      throws IOException {
    String shown = face(bold).showable(text);
    text(x - (float) (face(bold).width(shown) * size), y, size, bold, ink, text);
  }

  /**
   * Text in lines of that width.
   *
   * @param most so many lines at most
   * @return where the next line would be
   */
  float paragraph(
      float x, float y, float width, float size, boolean bold, Ink ink, int most, String text)
      throws IOException {
    float at = y;
    for (String line : TextLines.of(face(bold), text, width / size, most)) {
      text(x, at, size, bold, ink, line);
      at += size * 1.38f;
    }
    return at;
  }

  /** The lines that regular text of that size and width would take. */
  List<String> lines(String text, float width, float size, int most) throws IOException {
    return TextLines.of(face(false), text, width / size, most);
  }

  void fill(float x, float y, float wide, float high, Ink ink) throws IOException {
    color(ink);
    stream.addRect(x, height - y - high, wide, high);
    stream.fill();
  }

  void line(float x, float y, float toX, Ink ink) throws IOException {
    stream.setStrokingColor(ink.red(), ink.green(), ink.blue());
    stream.setLineWidth(0.6f);
    stream.moveTo(x, height - y);
    stream.lineTo(toX, height - y);
    stream.stroke();
  }

  /** A QR code of that size whose upper left corner is there. */
  void qr(float x, float y, float size, QrCode code) throws IOException {
    float module = size / code.size;
    color(Ink.TEXT);
    for (int row = 0; row < code.size; row++) {
      for (int column = 0; column < code.size; column++) {
        if (code.getModule(column, row)) {
          stream.addRect(x + column * module, height - y - (row + 1) * module, module, module);
        }
      }
    }
    stream.fill();
  }

  private void color(Ink ink) throws IOException {
    stream.setNonStrokingColor(ink.red(), ink.green(), ink.blue());
  }

  private Typeface face(boolean bold) {
    return bold ? file.boldFace() : file.regularFace();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
