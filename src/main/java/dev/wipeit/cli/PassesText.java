package dev.wipeit.cli;

import dev.wipeit.method.Step;
import dev.wipeit.method.Template;
import java.util.ArrayList;
import java.util.List;

/** The passes of a method on one line, however many they are. */
final class PassesText {

  private PassesText() {}

  /** Such as {@code 0xff, 0x00, 5 x random}. */
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
    parts.add("[in an order drawn per run: " + runs(steps.subList(from, to)) + "]");
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
    return String.join(", ", parts);
  }
}
