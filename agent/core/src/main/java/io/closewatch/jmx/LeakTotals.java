package io.closewatch.jmx;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the sockets that were ever found leaked, per place, by comparing each scan with the one
 * before; never falls. A socket that was found open and is then closed by the garbage collector
 * counts once. What comes while as many others go between two scans is missed: the total is a lower
 * bound. For one thread at a time.
 */
final class LeakTotals<K> {
  private static final class Seen {
    long open;
    long collected;
    long total;
  }

  private final Map<K, Seen> seen = new HashMap<>();

  /**
   * Takes in one scan of one place and returns its total.
   *
   * @param open leaked sockets that are open
   * @param collected those that the garbage collector has closed since the agent started
   */
  long update(K place, long open, long collected) {
    Seen last = seen.get(place);
    if (last == null) {
      if (open == 0 && collected == 0) {
        return 0;
      }
      last = new Seen();
      seen.put(place, last);
    }
    long allCollected = Math.max(collected, last.collected); // the finding of it may come and go
    last.total += Math.max(0, open - last.open + allCollected - last.collected);
    last.open = open;
    last.collected = allCollected;
    return last.total;
  }

  /** As the last scan left it: for one that could not see leaks. */
  long total(K place) {
    Seen last = seen.get(place);
    return last == null ? 0 : last.total;
  }
}
