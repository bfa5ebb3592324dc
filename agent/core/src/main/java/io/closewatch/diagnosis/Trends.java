package io.closewatch.diagnosis;

import io.closewatch.kernel.Endpoint;
import io.closewatch.tracker.SiteSnapshot;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What the scans up to now say of growth: one series per call site and one of the descriptors. */
public final class Trends {
  public static final Trends NONE =
      new Trends(Series.EMPTY, Collections.emptyMap(), Collections.emptyMap());

  private final Series descriptors;
  private final Map<String, Series> openBySite;
  private final Map<Endpoint, Long> waitingMillis;

  /**
   * @param descriptors used descriptors of the process
   * @param openBySite {@link #key} of a site to its open sockets
   */
  public Trends(Series descriptors, Map<String, Series> openBySite) {
    this(descriptors, openBySite, Collections.emptyMap());
  }

  /**
   * As above.
   *
   * @param waitingMillis address of a listener to how long a connection has waited there for accept
   */
  public Trends(
      Series descriptors, Map<String, Series> openBySite, Map<Endpoint, Long> waitingMillis) {
    this.descriptors = descriptors;
    this.openBySite = Collections.unmodifiableMap(new HashMap<>(openBySite));
    this.waitingMillis = Collections.unmodifiableMap(new HashMap<>(waitingMillis));
  }

  /** What a site is known by from scan to scan. */
  public static String key(SiteSnapshot site) {
    return site.kind().label() + " " + site.frame().location();
  }

  public Series descriptors() {
    return descriptors;
  }

  /** The open sockets of a site; empty if not followed. */
  public Series open(SiteSnapshot site) {
    Series series = openBySite.get(key(site));
    return series == null ? Series.EMPTY : series;
  }

  /**
   * For how long at least the connection that is known to wait the longest has waited for accept at
   * a listener's address; 0 if none waits, or the first scan that saw one is this one.
   */
  public long waitingMillis(Endpoint listener) {
    return waitingMillis.getOrDefault(listener, 0L);
  }
}
