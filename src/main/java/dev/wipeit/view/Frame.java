package dev.wipeit.view;

import java.util.List;

/**
 * What stands on the terminal, so that only the lines that differ are sent. For one thread. The
 * codes are those of console_codes(4) and xterm.
 */
final class Frame {

  /** The other screen, no cursor, no wrapping at the last column. */
  static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[H\u001b[2J";

  /** All of that back. */
  static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

  private static final String CLEAR = "\u001b[0m\u001b[H\u001b[2J";

  private List<String> shown = List.of();
  private int columns;

  /** What is to be sent so that these lines are shown. */
  String to(List<String> lines, int width) {
    StringBuilder codes = new StringBuilder();
    boolean anew = lines.size() != shown.size() || width != columns;
    if (anew) {
      codes.append(CLEAR);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (anew || !lines.get(i).equals(shown.get(i))) {
        codes
            .append("\u001b[")
            .append(i + 1)
            .append(";1H")
            .append(lines.get(i))
            .append("\u001b[0m");
      }
    }
    shown = lines;
    columns = width;
    return codes.toString();
  }

  /** Whatever stands there is drawn anew. */
  void forget() {
    shown = List.of();
  }
}
