package io.closewatch.jmx;

import io.closewatch.diagnosis.Snapshot;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.EnumMap;
import java.util.Map;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** The table of socket kinds; one without a socket has a row too, so that no series vanishes. */
final class KindTable {
  private static final String[] COLUMNS = {
    "kind", "open", "opened_total", "closed_total", "gc_total"
  };

  private static final CompositeType ROW =
      OpenTables.rowType(
          "io.closewatch.Kind",
          "Sockets of one kind.",
          COLUMNS,
          OpenTables.types(1, COLUMNS.length - 1),
          new String[] {
            "Kind of socket.",
            "Sockets open now.",
            "Sockets opened since the agent started.",
            "Sockets closed by code.",
            "Sockets closed only by the garbage collector."
          });

  static final TabularType TYPE = OpenTables.tableType(ROW, "kind");

  static TabularData of(Snapshot snapshot) {
    Map<SocketKind, SiteRow> rows = new EnumMap<>(SocketKind.class);
    for (SocketKind kind : SocketKind.values()) {
      rows.put(kind, new SiteRow());
    }
    for (SiteSnapshot site : snapshot.sites()) {
      rows.computeIfAbsent(site.kind(), absent -> new SiteRow()).add(site);
    }
    TabularDataSupport data = new TabularDataSupport(TYPE);
    rows.forEach(
        (kind, row) ->
            data.put(
                OpenTables.row(
                    ROW, COLUMNS, kind.label(), row.open, row.opened, row.closed, row.closedByGc)));
    return data;
  }

  private KindTable() {}
}
