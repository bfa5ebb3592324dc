package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.tracker.SiteSnapshot;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a moment such as a deployment is remembered by: the counts of its findings and of the lines
 * that open sockets, not the sockets themselves. Immutable.
 */
public final class Mark {
  private final String name;
  private final long takenAtMillis;
  private final long monotonicMillis;
  private final Map<String, Long> counts = new HashMap<>();
  private final Set<String> leaks = new TreeSet<>();
  private final Map<String, SiteChange> sites;

  /**
   * The moment of a report.
   *
   * @param name what the operator calls it, or ""
   */
  public Mark(String name, Report report) {
    this.name = name;
    this.takenAtMillis = report.snapshot().takenAtMillis();
    this.monotonicMillis = report.snapshot().monotonicMillis();
    for (Finding finding : report.allFindings()) {
      counts.put(finding.key(), finding.count());
      if (finding.confidence().isLeak()) {
        leaks.add(finding.key());
      }
    }
    this.sites = sites(report);
  }

  /** The counters of each line and kind of socket. */
  static Map<String, SiteChange> sites(Report report) {
    Map<String, SiteChange> sites = new HashMap<>();
    for (SiteSnapshot site : report.snapshot().sites()) {
      sites.merge(
          site.kind().label() + " " + site.frame().location(),
          SiteChange.of(site),
          SiteChange::plus);
    }
    return sites;
  }

  /** {@code the mark "release 7" of 2026-11-21T05:00:00Z}. */
  public String title() {
    String quoted = name.isEmpty() ? "" : PlainText.quoted(name) + " ";
    return "the mark " + quoted + "of " + TextReport.utc(takenAtMillis);
  }

  long monotonicMillis() {
    return monotonicMillis;
  }

  /** Not there at the mark, or no leak then. */
  boolean isNew(Finding finding) {
    return !counts.containsKey(finding.key())
        || (finding.confidence().isLeak() && !leaks.contains(finding.key()));
  }

  /** How many more the finding counts; negative if fewer. */
  long growth(Finding finding) {
    return finding.count() - counts.getOrDefault(finding.key(), 0L);
  }

  /** The leaks of then, by their {@link Finding#key}, with their counts. */
  Map<String, Long> leaks() {
    Map<String, Long> marked = new HashMap<>(counts);
    marked.keySet().retainAll(leaks);
    return Collections.unmodifiableMap(marked);
  }

  /** The counters of a line then; zeros if it had opened nothing. */
  SiteChange site(String key) {
    return sites.getOrDefault(key, SiteChange.NONE);
  }
}
