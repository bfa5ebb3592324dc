package io.closewatch.tracker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counters of all sites at one moment; finds the snapshot of a socket's site. */
public final class SiteTable {
  private final Map<CallSite, SiteSnapshot> snapshots;

  private SiteTable(Map<CallSite, SiteSnapshot> snapshots) {
    this.snapshots = snapshots;
  }

  static SiteTable of(Collection<CallSite> sites) {
    Map<CallSite, SiteSnapshot> snapshots = new HashMap<>();
    for (CallSite site : sites) {
      snapshots.put(site, site.snapshot());
    }
    return new SiteTable(snapshots);
  }

  /** The counters of the site that opened {@code socket}. */
  public SiteSnapshot siteOf(TrackedSocket socket) {
    SiteSnapshot known = snapshots.get(socket.site());
    // A site that came up after the table was made.
    return known != null ? known : snapshots.computeIfAbsent(socket.site(), CallSite::snapshot);
  }

  /** Most open sockets first, then most opened, then by place. */
  public List<SiteSnapshot> byWeight() {
    List<SiteSnapshot> sites = new ArrayList<>(snapshots.values());
    sites.sort(
        Comparator.comparingLong(SiteSnapshot::open)
            .thenComparingLong(SiteSnapshot::opened)
            .reversed()
            .thenComparing(site -> site.frame().location())
            .thenComparing(SiteSnapshot::kind));
    return sites;
  }
}
