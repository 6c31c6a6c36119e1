package dev.wipeit.view;

import java.util.Map;

/** The colours of a screen, or none of them. */
public enum Ink {
  /** Whatever is told is told by words. */
  PLAIN,
  /** The eight colours that every terminal has: console_codes(4). */
  COLOURED;

  /** {@code NO_COLOR} (no-color.org) set to anything takes the colours away. */
  public static Ink of(Map<String, String> env) {
    return env.getOrDefault("NO_COLOR", "").isEmpty() ? COLOURED : PLAIN;
  }

  /** A text in the colour of what it is. */
  String of(RunState state, String text) {
    return switch (state) {
      case RUNNING -> in("36", text);
      case WIPED, OVER -> in("32", text);
      case INTERRUPTED, PAUSED -> in("33", text);
      case STALLED, DIFFERS, UNUSABLE -> in("1;31", text);
    };
  }

  String warning(String text) {
    return in("1;31", text);
  }

  /** Bold is no colour. */
  String strong(String text) {
    return "\u001b[1m" + text + "\u001b[0m";
  }

  String faint(String text) {
    return in("2", text);
  }

  /** Light on dark turned around; that is no colour either. */
  String selected(String text) {
    return "\u001b[7m" + text.replace("\u001b[0m", "\u001b[0;7m") + "\u001b[0m";
  }

  private String in(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
