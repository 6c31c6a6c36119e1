package dev.wipeit.device;

/**
 * A pattern of text: {@code *} stands for any characters, {@code ?} for one. Without either, it is
 * found anywhere in a text. Takes time in proportion to pattern and text, whatever they are.
 */
record Glob(String pattern) {

  static Glob of(String written) {
    boolean anywhere = written.indexOf('*') < 0 && written.indexOf('?') < 0;
    return new Glob(anywhere ? "*" + written + "*" : written);
  }

  /** Whether all of the text is as the pattern says. */
  boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        resume = at;
      } else if (in < pattern.length() && isOne(pattern.charAt(in), text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        // The last star takes one character more; an earlier one never has to.
        in = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }

  private static boolean isOne(char wanted, char found) {
    return wanted == '?' || wanted == found;
  }
}
