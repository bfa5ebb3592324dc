package io.closewatch.diagnosis;

import io.closewatch.diagnosis.Course.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The count of one finding over time. Kept are the moments at which it changed, at most 64: when
 * there are more, those go first that lie close together for their age, so that the last minute
 * stays exact and the last days stay known. For one thread.
 */
final class CountHistory {
  private static final int MAX_CHANGES = 64;

  /** Stable is what has not changed for this many times the usual time between two changes. */
  private static final int QUIET_GAPS = 5;

  /** How many of the last changes tell what is usual. */
  private static final int RECENT_CHANGES = 8;

  private static final long MINUTE = 60_000;
  private static final long[] WINDOWS = {MINUTE, 10 * MINUTE, 60 * MINUTE};
  private static final String[] WINDOW_NAMES = {"minute", "10 minutes", "hour"};

  private final long firstSeenMillis;
  private final long start;
  private final List<Change> changes = new ArrayList<>();
  private long now;
  private long forgottenMax = Long.MIN_VALUE;

  /**
   * @param firstSeenMillis wall clock
   * @param start the same by a clock that never steps, as are all other times here
   */
  CountHistory(long firstSeenMillis, long start) {
    this.firstSeenMillis = firstSeenMillis;
    this.start = start;
    this.now = start;
  }

  void add(long atMillis, long count) {
    now = Math.max(now, atMillis);
    if (changes.isEmpty() || last().count != count) {
      changes.add(new Change(now, count));
      if (changes.size() > MAX_CHANGES) {
        forgottenMax = Math.max(forgottenMax, changes.remove(leastTelling()).count);
      }
    }
  }

  long firstSeenMillis() {
    return firstSeenMillis;
  }

  long ageAt(long atMillis) {
    return Math.max(0, atMillis - start);
  }

  Course course() {
    long age = ageAt(now);
    if (age == 0) {
      return new Course(firstSeenMillis, 0, Trend.NEW, "");
    }
    long unchanged = now - last().at;
    if (changes.size() == 1 || unchanged > QUIET_GAPS * usualGap()) {
      String text = "stable at " + last().count + " for " + Wording.duration(unchanged);
      return new Course(firstSeenMillis, age, Trend.STABLE, text);
    }
    return moving(age);
  }

  private Course moving(long age) {
    int window = 0;
    while (window < WINDOWS.length && WINDOWS[window] < age && changesSince(window) < 2) {
      window++;
    }
    boolean whole = window == WINDOWS.length || WINDOWS[window] >= age;
    Span before = new Span();
    Span within = new Span();
    for (Change change : changes) {
      (change.at > startOf(window) ? within : before).add(change.count);
    }
    // Where the window is the whole time the first count is what was there before it.
    long from = before.isEmpty() ? changes.get(0).count : before.latest;
    long difference = last().count - from;
    String figures =
        String.format(
            Locale.ROOT,
            whole ? "%+d since then" : "%+d in the last " + WINDOW_NAMES[window],
            difference);
    if (difference > 0
        && within.max > Math.max(forgottenMax, before.isEmpty() ? from : before.max)) {
      return new Course(firstSeenMillis, age, Trend.GROWING, "growing (" + figures + ")");
    }
    if (difference < 0 && onlyFalls(window)) {
      return new Course(firstSeenMillis, age, Trend.SHRINKING, "shrinking (" + figures + ")");
    }
    String text =
        "between "
            + Math.min(from, within.min)
            + " and "
            + Math.max(from, within.max)
            + (whole ? " since then" : " in the last " + WINDOW_NAMES[window]);
    return new Course(firstSeenMillis, age, Trend.VARYING, text);
  }

  private long startOf(int window) {
    return window == WINDOWS.length ? start - 1 : Math.max(start - 1, now - WINDOWS[window]);
  }

  private int changesSince(int window) {
    int count = 0;
    for (int i = 1; i < changes.size(); i++) {
      count += changes.get(i).at > startOf(window) ? 1 : 0;
    }
    return count;
  }

  private boolean onlyFalls(int window) {
    for (int i = 1; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (change.at > startOf(window) && change.count > changes.get(i - 1).count) {
        return false;
      }
    }
    return true;
  }

  /** The mean time between the last changes; at least one millisecond. */
  private long usualGap() {
    int first = Math.max(0, changes.size() - 1 - RECENT_CHANGES);
    int gaps = changes.size() - 1 - first;
    return Math.max(1, (last().at - changes.get(first).at) / gaps);
  }

  /** The inner change whose neighbours are closest together, seen from now. */
  private int leastTelling() {
    int least = 1;
    double smallest = Double.MAX_VALUE;
    for (int i = 1; i < changes.size() - 1; i++) {
      double span = changes.get(i + 1).at - changes.get(i - 1).at;
      double weight = span / (now - changes.get(i).at + 1);
      if (weight < smallest) {
        smallest = weight;
        least = i;
      }
    }
    return least;
  }

  private Change last() {
    return changes.get(changes.size() - 1);
  }

  /** From here on the count was this. */
  private static final class Change {
    final long at;
    final long count;

    Change(long at, long count) {
      this.at = at;
      this.count = count;
    }
  }

  /** Lowest, highest and latest of some counts. */
  private static final class Span {
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private long latest;

    void add(long count) {
      min = Math.min(min, count);
      max = Math.max(max, count);
      latest = count;
    }

    boolean isEmpty() {
      return max == Long.MIN_VALUE;
    }
  }
}
