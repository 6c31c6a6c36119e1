package dev.wipeit.cli;

import dev.wipeit.history.Row;
import dev.wipeit.history.RunStory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The speed of a run over the device: of the last pass that was measured, writing before reading.
 */
final class SpeedChart {

  private static final int ROWS = 6;
  private static final int LABEL = 13;

  private SpeedChart() {}

  /** The chart with its title, at most so many columns wide; nothing where nothing was measured. */
  static List<String> lines(RunStory story, int columns, boolean unicode) {
    Row chosen = chosen(story.speeds());
    if (chosen == null || columns < LABEL + 10) {
      return List.of();
    }
    long pass = chosen.count("pass");
    String phase = String.valueOf(chosen.text("phase"));
    double[] rates = rates(story, pass, phase, Math.min(RunStory.PARTS, columns - LABEL));
    double highest = 0;
    for (double rate : rates) {
      highest = Math.max(highest, rate);
    }
    if (highest <= 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("  speed of pass " + pass + " (" + phase + ") from the first byte to the last:");
    for (int row = ROWS; row >= 1; row--) {
      lines.add(line(rates, highest, row, unicode));
    }
    return lines;
  }

  private static @Nullable Row chosen(List<Row> speeds) {
    @Nullable Row chosen = null;
    for (Row speed : speeds) {
      boolean writes = "write".equals(speed.text("phase"));
      if (chosen == null || writes || !"write".equals(chosen.text("phase"))) {
        chosen = speed;
      }
    }
    return chosen;
  }

  /** Bytes a second of each column, 0 where nothing was measured. */
  private static double[] rates(RunStory story, long pass, String phase, int width) {
    double[] bytes = new double[width];
    double[] micros = new double[width];
    for (Row speed : story.speeds()) {
      if (speed.count("pass") == pass && phase.equals(speed.text("phase"))) {
        long part = Math.max(0, Math.min(RunStory.PARTS - 1, speed.count("bucket")));
        int column = (int) (part * width / RunStory.PARTS);
        bytes[column] += speed.count("bytes");
        micros[column] += speed.count("micros");
      }
    }
    double[] rates = new double[width];
    for (int i = 0; i < width; i++) {
      rates[i] = micros[i] > 0 ? bytes[i] * 1e6 / micros[i] : 0;
    }
    return rates;
  }

  private static String line(double[] rates, double highest, int row, boolean unicode) {
    StringBuilder line = new StringBuilder();
    String label = row == ROWS ? ProgressText.rate(highest) : row == 1 ? "0" : "";
    line.append(" ".repeat(Math.max(0, LABEL - 2 - label.length()))).append(label);
    line.append(unicode ? " ┤" : " |");
    for (double rate : rates) {
      boolean isReached = rate > 0 && Math.ceil(rate / highest * ROWS) >= row;
      line.append(isReached ? unicode ? '█' : '#' : ' ');
    }
    return line.toString().stripTrailing();
  }
}
