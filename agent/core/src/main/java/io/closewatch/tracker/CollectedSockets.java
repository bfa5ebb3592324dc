package io.closewatch.tracker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sockets of one test that the collector has closed, by line. Bounded. Thread-safe. */
final class CollectedSockets {
  private static final int MAX_SITES = 100;

  private final Map<CallSite, Count> bySite = new LinkedHashMap<>(0);

  synchronized void add(CallSite site, Trace openedAt, boolean onTestThread) {
    Count count = bySite.get(site);
    if (count == null) {
      if (bySite.size() == MAX_SITES) {
        return;
      }
      count = new Count(openedAt);
      bySite.put(site, count);
    }
    if (onTestThread) {
      count.onTestThread++;
    } else {
      count.elsewhere++;
    }
  }

  /**
   * Whether there is any.
   *
   * @param everywhere whether those of other threads count as well
   */
  synchronized boolean has(boolean everywhere) {
    for (Count count : bySite.values()) {
      if (count.of(everywhere) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Their lines; {@link SiteSnapshot#closedByGc} counts these sockets only. */
  synchronized List<SiteSnapshot> sites(boolean everywhere) {
    List<SiteSnapshot> sites = new ArrayList<>();
    bySite.forEach(
        (site, count) -> {
          if (count.of(everywhere) > 0) {
            sites.add(site.snapshot().withCollected(count.of(everywhere), count.openedAt));
          }
        });
    return sites;
  }

  private static final class Count {
    private final Trace openedAt;
    private long onTestThread;
    private long elsewhere;

    Count(Trace openedAt) {
      this.openedAt = openedAt;
    }

    long of(boolean everywhere) {
      return everywhere ? onTestThread + elsewhere : onTestThread;
    }
  }
}
