package io.closewatch.jmx;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which names have a row of their own in a table: the first that came, up to a number, and for
 * good. Each row is several time series in a metrics store, and one that vanishes breaks its
 * counters. For one thread at a time.
 */
final class StickyRows {
  static final int MAX_ROWS = 50;
  static final String OTHER = "other";

  private final Set<String> shown = new LinkedHashSet<>();
  private boolean others;

  /** The name of the row that this one belongs to: its own, or {@code other}. */
  String rowOf(String name) {
    if (shown.contains(name)) {
      return name;
    }
    if (shown.size() < MAX_ROWS) {
      shown.add(name);
      return name;
    }
    others = true;
    return OTHER;
  }

  /** All rows there ever were. */
  Set<String> rows() {
    Set<String> rows = new LinkedHashSet<>(shown);
    if (others) {
      rows.add(OTHER);
    }
    return Collections.unmodifiableSet(rows);
  }
}
