package dev.wipeit.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** The rates at the drive as bars, in a PNG file. Needs a font (Debian: fonts-dejavu-core). */
final class Chart {

  private static final int LINE = 26;
  private static final int INDENT = 24;
  private static final int GAP = 12;
  private static final int BARS = 600;
  private static final int FIGURES = 100;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Color OURS = new Color(0x1f, 0x6f, 0xb4);
  private static final Color THEIRS = new Color(0x9a, 0xa5, 0xb1);

  private final Results results;
  private final Map<String, Candidate> candidates;

  Chart(Results results, Map<String, Candidate> candidates) {
    this.results = results;
    this.candidates = candidates;
  }

  /** Draws all groups into one file, in place of the one that is there. */
  void write(List<Group> groups, Path file) throws IOException {
    int lines = groups.stream().mapToInt(group -> 2 + rows(group).size()).sum();
    int bars = widestLabel(groups);
    BufferedImage image =
        new BufferedImage(bars + BARS + FIGURES, (lines + 1) * LINE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    draw(graphics, groups, bars);
    graphics.dispose();
    try (OutputStream out = Files.newOutputStream(file)) {
      ImageIO.write(image, "png", out);
    }
  }

  /** Where the bars begin. */
  private int widestLabel(List<Group> groups) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double widest =
        groups.stream()
            .flatMap(group -> rows(group).stream())
            .mapToDouble(id -> LABEL.getStringBounds(label(id), context).getWidth())
            .max()
            .orElse(0);
    return INDENT + (int) Math.ceil(widest) + GAP;
  }

  private void draw(Graphics2D graphics, List<Group> groups, int bars) {
    double most =
        groups.stream()
            .flatMap(group -> rows(group).stream().map(id -> results.rate(id, group.part())))
            .reduce(1.0, Math::max);
    int y = LINE;
    for (Group group : groups) {
      graphics.setColor(Color.BLACK);
      graphics.setFont(TITLE);
      graphics.drawString(group.title() + ", GB/s at the drive", GAP, y + 6);
      graphics.setFont(LABEL);
      for (String id : rows(group)) {
        y += LINE;
        graphics.setColor(Color.DARK_GRAY);
        graphics.drawString(label(id), INDENT, y + 5);
        graphics.setColor(id.startsWith("wipeit") ? OURS : THEIRS);
        double rate = results.rate(id, group.part());
        int length = (int) Math.round(rate / most * BARS);
        graphics.fillRect(bars, y - 9, Math.max(1, length), LINE - 8);
        graphics.setColor(Color.BLACK);
        graphics.drawString(Table.number(rate, 2), bars + length + 8, y + 5);
      }
      y += 2 * LINE;
    }
  }

  private String label(String id) {
    Candidate candidate = candidates.get(id);
    return candidate == null ? id : candidate.label();
  }

  private List<String> rows(Group group) {
    return group.rows().stream()
        .filter(id -> Double.isFinite(results.rate(id, group.part())))
        .toList();
  }
}
