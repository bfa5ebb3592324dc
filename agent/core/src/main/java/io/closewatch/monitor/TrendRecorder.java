package io.closewatch.monitor;

import io.closewatch.diagnosis.Series;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.tracker.SiteSnapshot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Remembers from scan to scan what growth is read from: the descriptors, the open sockets of the
 * biggest sites, the connections that wait for accept. Bounded, and blind to the wall clock. For
 * one thread at a time.
 */
final class TrendRecorder {
  static final int MAX_SITES = 200;

  private final LongSupplier nanoTime;
  private final SeriesRecorder descriptors = new SeriesRecorder();
  private final AcceptWaits waits = new AcceptWaits();
  private Map<String, SeriesRecorder> sites = new HashMap<>();

  /**
   * A recorder without any memory.
   *
   * @param nanoTime {@link System#nanoTime}, or that of a test
   */
  TrendRecorder(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Takes in one scan; gives what it and the scans before it say. */
  Trends record(Snapshot snapshot) {
    long now = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    int used = snapshot.kernel().fds().used();
    if (used >= 0) {
      descriptors.add(now, used);
    }
    recordSites(snapshot, now);
    Map<String, Series> open = new HashMap<>();
    sites.forEach((key, recorder) -> open.put(key, recorder.series()));
    return new Trends(descriptors.series(), open, waits.record(snapshot.kernel(), now));
  }

  /** A site that has vanished, or is not among the biggest any more, is forgotten. */
  private void recordSites(Snapshot snapshot, long now) {
    Map<String, Long> open = new LinkedHashMap<>();
    for (SiteSnapshot site : snapshot.sites()) {
      String key = Trends.key(site);
      if (open.size() < MAX_SITES || open.containsKey(key)) {
        open.merge(key, site.open(), Long::sum);
      }
    }
    Map<String, SeriesRecorder> kept = new HashMap<>();
    open.forEach(
        (key, count) -> {
          SeriesRecorder recorder = sites.get(key);
          SeriesRecorder used = recorder == null ? new SeriesRecorder() : recorder;
          used.add(now, count);
          kept.put(key, used);
        });
    sites = kept;
  }
}
