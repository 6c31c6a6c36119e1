package dev.wipeit.device;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in the order that people expect: {@code loop2} before {@code loop10}. */
public final class NaturalOrder {

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  private NaturalOrder() {}

  static <T> Comparator<T> by(Function<T, String> name) {
    return (left, right) -> compare(name.apply(left), name.apply(right));
  }

  /** Negative, 0 or positive, as a comparator has it. */
  public static int compare(String left, String right) {
    Matcher mine = PART.matcher(left);
    Matcher theirs = PART.matcher(right);
    while (mine.find()) {
      if (!theirs.find()) {
        return 1;
      }
      int order = compareParts(mine.group(), theirs.group());
      if (order != 0) {
        return order;
      }
    }
    return theirs.find() ? -1 : left.compareTo(right);
  }

  private static int compareParts(String left, String right) {
    if (isNumber(left) && isNumber(right)) {
      return new BigInteger(left).compareTo(new BigInteger(right));
    }
    return left.compareTo(right);
  }

  private static boolean isNumber(String part) {
    return part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }
}
