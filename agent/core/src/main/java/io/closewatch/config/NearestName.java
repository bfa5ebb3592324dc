package io.closewatch.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the option that a misspelled name was meant to be. */
final class NearestName {

  /** The nearest option name, or null if none is near. */
  static @Nullable String of(String written) {
    String best = null;
    int bestDistance = Math.max(2, written.length() / 3) + 1;
    for (Option<?> option : Options.all()) {
      int distance = distance(lower(written), lower(option.name()));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = option.name();
      }
    }
    return best;
  }

  /** Levenshtein's edit distance, one row at a time. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private NearestName() {}
}
