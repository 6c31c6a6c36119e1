package dev.wipeit.view;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes pictures of screens small: they have few colours. */
final class Palette {

  private static final int COLOURS = 48;

  private Palette() {}

  /** The picture in its most frequent colours. */
  static BufferedImage of(BufferedImage image) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int rgb : pixels(image)) {
      counts.merge(rgb & 0xffffff, 1, Integer::sum);
    }
    List<Integer> most =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList();
    int[] palette = most.stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel model =
        new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage small =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    // Pixel by pixel: drawing would mix the colours that are missing out of dots.
    small.setRGB(0, 0, image.getWidth(), image.getHeight(), pixels(image), 0, image.getWidth());
    return small;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
