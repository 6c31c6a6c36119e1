package dev.wipeit.cli;

import dev.wipeit.method.Step;
import dev.wipeit.method.Template;
import java.util.ArrayList;
import java.util.List;

/** The passes of a method on one line, however many they are. */
final class PassesText {

  private static final int MOST = 12;

  private PassesText() {}

  /**
   * Such as {@code 0xff, 0x00, 5 x random}; those whose order is drawn are only counted, and of
   * very many the middle is left out.
   */
  static String of(Template template) {
    List<Step> steps = template.steps();
    if (!template.isShuffled()) {
      return runs(steps);
    }
    int from = template.shuffledFrom() - 1;
    int to = template.shuffledTo();
    List<String> parts = new ArrayList<>();
    if (from > 0) {
      parts.add(runs(steps.subList(0, from)));
    }
    parts.add(to - from + " fixed patterns in an order drawn per run");
    if (to < steps.size()) {
      parts.add(runs(steps.subList(to, steps.size())));
    }
    return String.join(", ", parts);
  }

  private static String runs(List<Step> steps) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    while (begin < steps.size()) {
      int end = begin + 1;
      while (end < steps.size() && steps.get(end).equals(steps.get(begin))) {
        end++;
      }
      parts.add((end - begin > 1 ? end - begin + " x " : "") + steps.get(begin));
      begin = end;
    }
    return String.join(", ", shortened(parts));
  }

  private static List<String> shortened(List<String> parts) {
    if (parts.size() <= MOST) {
      return parts;
    }
    List<String> some = new ArrayList<>(parts.subList(0, MOST - 2));
    some.add("... (" + (parts.size() - MOST + 1) + " more)");
    some.add(parts.get(parts.size() - 1));
    return some;
  }
}
