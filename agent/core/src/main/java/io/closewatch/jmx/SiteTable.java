package io.closewatch.jmx;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * The table of call sites. It is cut to the heaviest sites, since each row is several time series
 * in a metrics store; the others are summed up per kind in rows of the site {@code other}. A site
 * that has a row keeps it, or its counters would vanish and come back; so only the number of sites
 * that were ever shown is bounded. Where all rows are taken, a site that leaks still gets one: that
 * is what the table is for. It leaves {@code other} then, which counts as a counter reset there.
 */
final class SiteTable {
  static final int MAX_SITES = 50;
  static final int MAX_SITES_WITH_LEAKS = 100;

  private static final String[] COLUMNS = {
    "site",
    "kind",
    "open",
    "opened_total",
    "closed_total",
    "gc_total",
    "peak",
    "close_wait",
    "leaked",
    "leaks_total",
    "oldest_seconds"
  };

  private static final CompositeType ROW =
      OpenTables.rowType(
          "io.closewatch.Site",
          "One line of code that opens sockets.",
          COLUMNS,
          OpenTables.types(2, COLUMNS.length - 2),
          new String[] {
            "Class, method, file and line.",
            "Kind of socket.",
            "Sockets open now.",
            "Sockets opened since the agent started.",
            "Sockets closed by code.",
            "Sockets closed only by the garbage collector.",
            "The most that were open at once.",
            "Sockets in CLOSE_WAIT; -1 if unknown.",
            "Open sockets that a finding calls leaked.",
            "Sockets that were ever found leaked here, from scan to scan.",
            "Age of the oldest open socket; 0 if there is none."
          });

  static final TabularType TYPE = OpenTables.tableType(ROW, "site", "kind");

  private final Set<SiteKey> shown = new HashSet<>();
  private final Set<SiteKey> others = new HashSet<>();
  private final LeakTotals<SiteKey> leaks = new LeakTotals<>();

  /** The table of a report. Remembers which sites have a row: for one thread at a time. */
  TabularData of(Report report) {
    Map<SiteKey, SiteRow> rows = SiteRows.of(report);
    count(rows, report.snapshot().kernel().isAvailable());
    choose(rows);
    Map<SiteKey, SiteRow> table = new TreeMap<>();
    for (SiteKey key : others) {
      table.put(key, new SiteRow());
    }
    for (Map.Entry<SiteKey, SiteRow> row : rows.entrySet()) {
      SiteKey key = shown.contains(row.getKey()) ? row.getKey() : row.getKey().other();
      table.computeIfAbsent(key, absent -> new SiteRow()).add(row.getValue());
    }
    for (SiteKey key : table.keySet()) {
      if (key.site().equals(SiteKey.OTHER)) {
        others.add(key);
      }
    }
    return tabular(table, report.snapshot().kernel().isAvailable());
  }

  /** Where the kernel's table is missing leaks are not seen, which does not make them new later. */
  private void count(Map<SiteKey, SiteRow> rows, boolean kernelKnown) {
    rows.forEach(
        (key, row) ->
            row.leaksTotal =
                kernelKnown ? leaks.update(key, row.leaked, row.leakedToGc) : leaks.total(key));
  }

  /**
   * What the garbage collector has closed is leaked code, but no socket that is open; a connection
   * that was not accepted is none yet.
   */
  static boolean isOpenLeak(Finding finding) {
    return finding.confidence().isLeak()
        && finding.kind() != FindingKind.CLOSED_BY_GC
        && finding.kind() != FindingKind.NOT_ACCEPTED;
  }

  private void choose(Map<SiteKey, SiteRow> rows) {
    if (shown.size() >= MAX_SITES_WITH_LEAKS) {
      return;
    }
    List<Map.Entry<SiteKey, SiteRow>> candidates = new ArrayList<>(rows.entrySet());
    Collections.sort(candidates, BY_WEIGHT);
    for (Map.Entry<SiteKey, SiteRow> candidate : candidates) {
      int limit = candidate.getValue().leaked > 0 ? MAX_SITES_WITH_LEAKS : MAX_SITES;
      if (shown.size() < limit) {
        shown.add(candidate.getKey());
      }
    }
  }

  private static final Comparator<Map.Entry<SiteKey, SiteRow>> BY_WEIGHT =
      Comparator.<Map.Entry<SiteKey, SiteRow>>comparingLong(row -> -row.getValue().leaked)
          .thenComparingLong(row -> -row.getValue().open)
          .thenComparingLong(row -> -row.getValue().opened)
          .thenComparing(Map.Entry::getKey);

  private static TabularData tabular(Map<SiteKey, SiteRow> table, boolean kernelKnown) {
    TabularDataSupport data = new TabularDataSupport(TYPE);
    for (Map.Entry<SiteKey, SiteRow> entry : table.entrySet()) {
      SiteKey key = entry.getKey();
      SiteRow row = entry.getValue();
      data.put(
          OpenTables.row(
              ROW,
              COLUMNS,
              key.site(),
              key.kind(),
              row.open,
              row.opened,
              row.closed,
              row.closedByGc,
              row.peak,
              kernelKnown ? row.closeWait : -1L,
              row.leaked,
              row.leaksTotal,
              row.oldestMillis / 1000));
    }
    return data;
  }
}
