package io.closewatch.jmx;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.report.Counted;
import io.closewatch.report.Report;
import io.closewatch.tracker.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * The table of leaks that have no row in {@link SiteTable}, since their line opens no socket: it
 * leases connections of an HTTP pool, or makes clients. Bounded as that table is.
 */
final class PoolLeakTable {
  private static final String CONNECTION = "http_connection";
  private static final String CLIENT = "http_client";
  private static final String[] COLUMNS = {"site", "kind", "leaked", "leaks_total"};

  private static final CompositeType ROW =
      OpenTables.rowType(
          "io.closewatch.PoolLeak",
          "One line of code that leaks connections of HTTP pools.",
          COLUMNS,
          OpenTables.types(2, COLUMNS.length - 2),
          new String[] {
            "Class, method, file and line that leased the connections or made the clients.",
            "\"http_connection\": leased and not given back; \"http_client\": of clients that are"
                + " not closed.",
            "Open sockets that a finding calls leaked.",
            "Sockets that were ever found leaked here, from scan to scan."
          });

  static final TabularType TYPE = OpenTables.tableType(ROW, "site", "kind");

  private final Map<String, StickyRows> shown = new HashMap<>();
  private final LeakTotals<List<String>> totals = new LeakTotals<>();

  /** The table of a report. Remembers its rows: for one thread at a time. */
  TabularData of(Report report) {
    Map<String, Map<String, Long>> leaked = new HashMap<>();
    for (Finding finding : report.findings()) {
      if (finding.site() == null && SiteTable.isOpenLeak(finding) && Counted.sockets(finding) > 0) {
        String kind = finding.kind() == FindingKind.CLIENT_PER_REQUEST ? CLIENT : CONNECTION;
        Frame place = finding.place();
        String row = rows(kind).rowOf(place == null ? "unknown" : place.location());
        leaked
            .computeIfAbsent(kind, absent -> new HashMap<>())
            .merge(row, Counted.sockets(finding), Long::sum);
      }
    }
    TabularDataSupport data = new TabularDataSupport(TYPE);
    shown.forEach(
        (kind, rows) -> {
          for (String site : rows.rows()) {
            long now = leaked.getOrDefault(kind, new HashMap<>()).getOrDefault(site, 0L);
            data.put(OpenTables.row(ROW, COLUMNS, site, kind, now, total(report, site, kind, now)));
          }
        });
    return data;
  }

  private StickyRows rows(String kind) {
    return shown.computeIfAbsent(kind, absent -> new StickyRows());
  }

  private long total(Report report, String site, String kind, long now) {
    List<String> place = new ArrayList<>();
    place.add(site);
    place.add(kind);
    return report.snapshot().kernel().isAvailable()
        ? totals.update(place, now, 0)
        : totals.total(place);
  }
}
