package dev.wipeit.view;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** The screen of a terminal with its colours, as tmux gives it, as a picture. */
final class TerminalPicture {

  private static final int FONT = 15;
  private static final int CELL_WIDTH = 9;
  private static final int CELL_HEIGHT = 19;
  private static final int MARGIN = 12;
  private static final Color GROUND = new Color(0x11151c);
  private static final Color TEXT = new Color(0xd7dde5);
  private static final Pattern CODE = Pattern.compile("\u001b\\[([0-9;]*)m");

  private final Graphics2D graphics;
  private final BufferedImage image;
  private boolean bold;
  private boolean faint;
  private boolean reverse;
  private Color colour = TEXT;

  private TerminalPicture(int columns, int rows) {
    image =
        new BufferedImage(
            columns * CELL_WIDTH + 2 * MARGIN,
            rows * CELL_HEIGHT + 2 * MARGIN,
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(GROUND);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
  }

  static void write(String screen, int columns, int rows, Path file) throws IOException {
    TerminalPicture picture = new TerminalPicture(columns, rows);
    List<String> lines = List.of(screen.split("\n", -1));
    for (int i = 0; i < Math.min(rows, lines.size()); i++) {
      picture.line(lines.get(i), i);
    }
    ImageIO.write(Palette.of(picture.image), "png", file.toFile());
  }

  private void line(String text, int row) {
    Matcher codes = CODE.matcher(text);
    int column = 0;
    int at = 0;
    while (at < text.length()) {
      if (codes.find(at) && codes.start() == at) {
        for (String code : codes.group(1).split(";")) {
          take(code.isEmpty() ? 0 : Integer.parseInt(code));
        }
        at = codes.end();
      } else {
        int character = text.codePointAt(at);
        draw(character, column, row);
        column += Cells.width(Character.toString(character));
        at += Character.charCount(character);
      }
    }
  }

  private void take(int code) {
    switch (code) {
      case 0 -> {
        bold = false;
        faint = false;
        reverse = false;
        colour = TEXT;
      }
      case 1 -> bold = true;
      case 2 -> faint = true;
      case 7 -> reverse = true;
      case 27 -> reverse = false;
      case 31 -> colour = new Color(0xff7b72);
      case 32 -> colour = new Color(0x56d364);
      case 33 -> colour = new Color(0xe3b341);
      case 36 -> colour = new Color(0x56c5d8);
      case 39 -> colour = TEXT;
      default -> {}
    }
  }

  private void draw(int character, int column, int row) {
    int x = MARGIN + column * CELL_WIDTH;
    int y = MARGIN + row * CELL_HEIGHT;
    Color ink = faint ? new Color(0x8b96a3) : colour;
    if (reverse) {
      graphics.setColor(new Color(0x2f3b4a));
      graphics.fillRect(x, y, CELL_WIDTH, CELL_HEIGHT);
    }
    graphics.setColor(ink);
    if (character == '█' || character == '░') {
      graphics.setColor(character == '█' ? ink : new Color(0x303a46));
      graphics.fillRect(x, y + 4, CELL_WIDTH, CELL_HEIGHT - 8);
    } else if (character != ' ') {
      graphics.setFont(new Font("DejaVu Sans Mono", bold ? Font.BOLD : Font.PLAIN, FONT));
      graphics.drawString(Character.toString(character), x, y + CELL_HEIGHT - 5);
    }
  }
}
