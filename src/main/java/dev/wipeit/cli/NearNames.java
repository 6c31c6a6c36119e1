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

  /** How many letters have to be put in, left out, changed, or swapped with the next one. */
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      rows[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      rows[i][0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(changed, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        if (isSwapped(a, i, b, j)) {
          rows[i][j] = Math.min(rows[i][j], 1 + rows[i - 2][j - 2]);
        }
      }
    }
    return rows[a.length()][b.length()];
  }

  private static boolean isSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
