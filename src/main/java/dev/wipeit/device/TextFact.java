package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Text that a disk has, or several; compared as a whole, or with a pattern. */
final class TextFact implements Fact {

  private final Function<Disk, List<String>> texts;
  private final boolean caseMatters;
  private final BiPredicate<String, String> same;

  private TextFact(
      Function<Disk, List<String>> texts, boolean caseMatters, BiPredicate<String, String> same) {
    this.texts = texts;
    this.caseMatters = caseMatters;
    this.same = same;
  }

  /** Text that says the same in upper and in lower case. */
  static TextFact of(Function<Disk, @Nullable String> text) {
    return new TextFact(one(text), false, String::equals);
  }

  /** Text that is something else in upper case; it may be there several times. */
  static TextFact exact(Function<Disk, List<String>> texts) {
    return new TextFact(texts, true, String::equals);
  }

  /**
   * Text that may be written in several ways.
   *
   * @param same whether what was written, the first, means the other
   */
  static TextFact exact(Function<Disk, @Nullable String> text, BiPredicate<String, String> same) {
    return new TextFact(one(text), true, same);
  }

  private static Function<Disk, List<String>> one(Function<Disk, @Nullable String> text) {
    return disk -> {
      @Nullable String has = text.apply(disk);
      return has == null ? List.of() : List.of(has);
    };
  }

  @Override
  public Term term(Written written) throws SelectionException {
    written.requireOneOf(Operator.EQUAL, Operator.NOT_EQUAL, Operator.LIKE);
    List<String> wanted = written.values().stream().map(this::comparable).toList();
    BiPredicate<String, String> test =
        written.operator() == Operator.LIKE ? (want, has) -> Glob.of(want).matches(has) : same;
    return disk -> {
      List<String> has = texts.apply(disk).stream().map(this::comparable).toList();
      if (has.isEmpty()) {
        return Match.UNKNOWN;
      }
      boolean any =
          wanted.stream().anyMatch(want -> has.stream().anyMatch(one -> test.test(want, one)));
      return Match.of(any != (written.operator() == Operator.NOT_EQUAL));
    };
  }

  private String comparable(String text) {
    String shown = DeviceText.shown(text);
    return caseMatters ? shown : shown.toLowerCase(Locale.ROOT);
  }
}
