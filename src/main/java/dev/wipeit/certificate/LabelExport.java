package dev.wipeit.certificate;

import dev.wipeit.units.ByteSize;
import io.nayuki.qrcodegen.QrCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.fontbox.ttf.GlyphData;

/** A sticker for the drive: PNG, black on white, for rolls of 62 mm at 300 dots per inch. */
public final class LabelExport {

  /** What a printer for such rolls prints across: 696 dots. */
  private static final int WIDTH = 696;

  private static final int HEIGHT = 290;
  private static final int QR = 266;
  private static final int TEXT = 290;

  private final Graphics2D graphics;
  private final Typeface regular = Typeface.regular();
  private final Typeface bold = Typeface.bold();

  private LabelExport(Graphics2D graphics) throws IOException {
    this.graphics = graphics;
  }

  /** The label of a certificate. */
  public static byte[] png(Envelope envelope) throws IOException {
    System.setProperty("java.awt.headless", "true");
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(Color.BLACK);
    new LabelExport(graphics).draw(envelope);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private void draw(Envelope envelope) throws IOException {
    JsonObject payload = envelope.payload();
    JsonObject drive = payload.object("drive");
    qr(Header.qr(envelope, QrCode.Ecc.LOW));
    String word = payload.text("result").replace('-', ' ').toUpperCase(Locale.ROOT);
    float y = lines(bold, word, 44, 38, 2);
    if (payload.text("about").startsWith(Verdict.UNVERIFIED)) {
      y = lines(bold, "NOT VERIFIED", y, 24, 1);
    }
    y = lines(bold, drive.has("serial") ? drive.text("serial") : drive.text("path"), y + 4, 27, 2);
    if (drive.has("model")) {
      y = lines(regular, drive.text("model"), y, 22, 1);
    }
    String method = payload.object("method").text("id");
    y = lines(regular, new ByteSize(drive.integer("size")) + ", " + method, y, 22, 1);
    y =
        lines(
            regular,
            payload.object("times").text("ended").substring(0, 16).replace('T', ' ') + " UTC",
            y,
            22,
            1);
    if (payload.object("person").has("asset_tag")) {
      y = lines(bold, payload.object("person").text("asset_tag"), y, 22, 1);
    }
    if (y < HEIGHT) {
      lines(regular, payload.object("certificate").text("id"), Math.max(y, HEIGHT - 8), 17, 1);
    }
  }

  private void qr(QrCode code) {
    int module = QR / code.size;
    int margin = (HEIGHT - module * code.size) / 2;
    for (int row = 0; row < code.size; row++) {
      for (int column = 0; column < code.size; column++) {
        if (code.getModule(column, row)) {
          graphics.fillRect(margin + column * module, margin + row * module, module, module);
        }
      }
    }
  }

  private float lines(Typeface face, String text, float y, float size, int most)
      throws IOException {
    float at = y;
    List<String> lines = TextLines.of(face, text, (WIDTH - TEXT - 10) / size, most);
    for (String line : lines) {
      line(face, line, at, size);
      at += size * 1.32f;
    }
    return at;
  }

  /** From the outlines in the font: the platform's own way to draw text differs by machine. */
  private void line(Typeface face, String text, float y, float size) throws IOException {
    double scale = size / face.font().getUnitsPerEm();
    double x = TEXT;
    for (int character : text.codePoints().toArray()) {
      int glyph = face.glyph(character);
      GlyphData outline = face.font().getGlyph().getGlyph(glyph);
      if (outline != null) {
        AffineTransform place = new AffineTransform(scale, 0, 0, -scale, x, y);
        graphics.fill(place.createTransformedShape(outline.getPath()));
      }
      x += face.font().getAdvanceWidth(glyph) * scale;
    }
  }
}
