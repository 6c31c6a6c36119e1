package dev.wipeit.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant who wrote another one. */
final class NearNames {

  private static final int MOST = 3;

  private NearNames() {}

  /**
   * At most three of the names, the nearest first: those that contain what was written, and those
   * in which a third of its letters or less are wrong, whatever their case and punctuation.
   */
  static List<String> of(String written, List<String> names) {
    String plain = plain(written);
    if (plain.isEmpty()) {
      return List.of();
    }
    return names.stream()
        .filter(
            name ->
                (plain.length() > 1 && plain(name).contains(plain))
                    || distance(plain, plain(name)) <= Math.max(1, plain.length() / 3))
        .sorted(Comparator.comparingInt(name -> distance(plain, plain(name))))
        .limit(MOST)
        .toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** How many letters have to be put in, left out or changed. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
