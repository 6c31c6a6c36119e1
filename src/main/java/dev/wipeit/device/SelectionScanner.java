package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a selection apart: {@code key operator value[,value...]}, terms separated by white space. A
 * value with white space, a comma or a quote in it stands between quotes of the other kind.
 */
final class SelectionScanner {

  private final String text;
  private int at;

  SelectionScanner(String text) {
    this.text = text;
  }

  /**
   * The terms, at least one.
   *
   * @throws SelectionException where the text is no selection
   */
  List<Written> terms() throws SelectionException {
    List<Written> terms = new ArrayList<>();
    skipSpaces();
    while (at < text.length()) {
      terms.add(term());
      skipSpaces();
    }
    if (terms.isEmpty()) {
      throw new SelectionException("there is no term; write terms such as type=hdd size>1T");
    }
    return terms;
  }

  private Written term() throws SelectionException {
    String key = key();
    skipSpaces();
    Operator operator = operator(key);
    skipSpaces();
    List<String> values = new ArrayList<>(List.of(value(key, operator)));
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      values.add(value(key, operator));
    }
    if (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      throw new SelectionException(
          "white space is missing after " + key + operator.sign() + String.join(",", values));
    }
    return new Written(key, operator, values);
  }

  private String key() throws SelectionException {
    int begin = at;
    while (at < text.length() && isOfKey(text.charAt(at))) {
      at++;
    }
    if (at == begin) {
      throw new SelectionException(
          "a key such as type or size is missing at '" + rest(begin) + "'");
    }
    return text.substring(begin, at);
  }

  private Operator operator(String key) throws SelectionException {
    for (Operator operator : Operator.values()) {
      if (text.startsWith(operator.sign(), at)) {
        at += operator.sign().length();
        return operator;
      }
    }
    throw new SelectionException(
        "there is no operator behind '" + key + "' (=, !=, <, <=, >, >= or ~)");
  }

  private String value(String key, Operator operator) throws SelectionException {
    boolean isQuoted = at < text.length() && isQuote(text.charAt(at));
    String shown = DeviceText.shown(isQuoted ? quoted(text.charAt(at)) : plain());
    if (!isQuoted && shown.chars().anyMatch(c -> "=<>~!".indexOf(c) >= 0)) {
      // Most likely the next term, behind a variable of a script that was empty.
      throw new SelectionException(
          "a value is missing behind '"
              + key
              + operator.sign()
              + "', or '"
              + shown
              + "' must stand between quotes");
    }
    if (shown.isEmpty()) {
      throw new SelectionException("a value is missing behind '" + key + operator.sign() + "'");
    }
    return shown;
  }

  private String quoted(char quote) throws SelectionException {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw new SelectionException("the quote is not closed: " + rest(at));
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private String plain() {
    int begin = at;
    while (at < text.length()
        && text.charAt(at) != ','
        && !isQuote(text.charAt(at))
        && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.substring(begin, at);
  }

  private void skipSpaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private String rest(int from) {
    return DeviceText.shown(text.substring(from, Math.min(text.length(), from + 20)));
  }

  private static boolean isOfKey(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
