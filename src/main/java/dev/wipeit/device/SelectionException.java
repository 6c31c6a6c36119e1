package dev.wipeit.device;

import java.util.List;

/** A selection that cannot be understood. */
public final class SelectionException extends Exception {

  private final String word;
  private final List<String> known;

  /**
   * @param message one line
   * @param word what was written, made fit to be shown
   * @param known the words that would be understood in its place; empty where there are too many
   */
  SelectionException(String message, String word, List<String> known) {
    super(message);
    this.word = word;
    this.known = List.copyOf(known);
  }

  SelectionException(String message) {
    this(message, "", List.of());
  }

  /** What was written. */
  public String word() {
    return word;
  }

  /** The words that would be understood in its place. */
  public List<String> known() {
    return known;
  }
}
