package dev.wipeit.checkpoint;

import java.util.regex.Pattern;

/** The names that files of the state directory may be made from; nothing that leads elsewhere. */
final class StateKey {

  /** With the longest ending it stays below the 255 bytes of NAME_MAX (limits.h). */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:+@=,-]{0,199}");

  private StateKey() {}

  static boolean isValid(String key) {
    return KEY.matcher(key).matches();
  }

  /**
   * Returns the key itself.
   *
   * @throws IllegalArgumentException if it is not fit for a file name
   */
  static String require(String key) {
    if (!isValid(key)) {
      throw new IllegalArgumentException("not a state key: " + Printable.shortened(key));
    }
    return key;
  }
}
