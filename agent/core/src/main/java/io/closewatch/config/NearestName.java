package io.closewatch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelled one was meant to be. */
final class NearestName {

  /** The nearest option name, or null if none is near. */
  static @Nullable String of(String written) {
    List<String> names = new ArrayList<>();
    for (Option<?> option : Options.all()) {
      names.add(option.name());
    }
    return among(names, written);
  }

  /** The nearest of these names, or null if none is near. */
  static @Nullable String among(List<String> names, String written) {
    String best = null;
    int bestDistance = Math.max(2, written.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(lower(written), lower(name));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = name;
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
