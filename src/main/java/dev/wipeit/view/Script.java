package dev.wipeit.view;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The characters that a screen can show. */
public enum Script {
  /** Block characters and the letters of all the world. */
  UNICODE("█", "░", "…", "°C"),
  /** From the space to the tilde. */
  ASCII("#", ".", "~", "C");

  private final String full;
  private final String open;
  final String ellipsis;
  final String degree;

  Script(String full, String open, String ellipsis, String degree) {
    this.full = full;
    this.open = open;
    this.ellipsis = ellipsis;
    this.degree = degree;
  }

  /** What a character set can show. */
  public static Script of(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) ? UNICODE : ASCII;
  }

  /**
   * A bar.
   *
   * @param percent 0 to 100; full only at 100
   */
  public String bar(double percent, int cells) {
    int done = Math.max(0, Math.min(cells, (int) (cells * percent / 100)));
    return full.repeat(done) + open.repeat(cells - done);
  }

  /** The text with a question mark in place of what cannot be shown. */
  public String shown(String text) {
    return this == UNICODE ? text : text.replaceAll("[^ -~]", "?");
  }
}
