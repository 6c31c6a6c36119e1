package dev.wipeit.device;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of a few words.
 *
 * @param words every word that can be written
 * @param meaning the word that one of them stands for
 * @param unknown the word of a disk of which it is not known, or null if it always is
 * @param word that of a disk, or null if it is not known
 */
record WordFact(
    List<String> words,
    Function<String, String> meaning,
    @Nullable String unknown,
    Function<Disk, @Nullable String> word)
    implements Fact {

  private static final List<String> YES = List.of("yes", "true", "1");
  private static final List<String> NO = List.of("no", "false", "0");

  static WordFact of(List<String> words, Function<Disk, @Nullable String> word) {
    return new WordFact(words, Function.identity(), null, word);
  }

  /** Yes or no, which may not be known. */
  static WordFact flag(Function<Disk, @Nullable Boolean> flag) {
    List<String> words = List.of("yes", "no", "true", "false", "1", "0");
    return new WordFact(
        words,
        written -> YES.contains(written) ? YES.get(0) : NO.get(0),
        null,
        disk -> {
          @Nullable Boolean is = flag.apply(disk);
          return is == null ? null : is ? YES.get(0) : NO.get(0);
        });
  }

  @Override
  public Term term(Written written) throws SelectionException {
    written.requireOneOf(Operator.EQUAL, Operator.NOT_EQUAL);
    for (String value : written.values()) {
      if (!words.contains(plain(value))) {
        throw new SelectionException(
            written.key() + ": '" + value + "' is not one of " + String.join(", ", words),
            value,
            words);
      }
    }
    List<String> wanted =
        written.values().stream().map(value -> meaning.apply(plain(value))).toList();
    return disk -> match(written.operator(), wanted, word.apply(disk));
  }

  private Match match(Operator operator, List<String> wanted, @Nullable String has) {
    if (has == null) {
      return Match.UNKNOWN;
    }
    boolean any = wanted.contains(has);
    if (has.equals(unknown) && !any) {
      // It may be any of the others.
      return Match.UNKNOWN;
    }
    return Match.of(any == (operator == Operator.EQUAL));
  }

  private static String plain(String value) {
    return value.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
