package io.closewatch.jmx;

import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.report.PoolFigures;
import java.util.HashMap;
import java.util.Map;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * HTTP pools added up by the line that made them. A pool by itself is no series for a metrics
 * store: a program that makes one for each request would have ever new ones, and its number differs
 * from one instance to the next. Lines are as many as there is code.
 */
final class PoolLineTable {
  private static final String[] COLUMNS = {
    "pool", "pools", "leased", "available", "pending", "max"
  };

  private static final CompositeType ROW =
      OpenTables.rowType(
          "io.closewatch.PoolLine",
          "The HTTP pools that one line of code made, and that are not shut down.",
          COLUMNS,
          OpenTables.types(1, COLUMNS.length - 1),
          new String[] {
            "Class, method, file and line that made them; their class if that was before the agent"
                + " came.",
            "Number of pools.",
            "Connections in use.",
            "Idle connections; -1 if unknown.",
            "Requests that wait for a connection; -1 if unknown.",
            "The most connections at once; 0 for no limit, -1 if unknown."
          });

  static final TabularType TYPE = OpenTables.tableType(ROW, "pool");

  private static final class Sum {
    long pools;
    long leased;
    long available;
    long pending;
    long max;
    boolean unlimited;

    void add(PoolFigures figures) {
      pools++;
      leased += figures.leased();
      available = plus(available, figures.pool().available());
      pending = plus(pending, figures.pool().pending());
      max = plus(max, figures.pool().max());
      unlimited |= figures.pool().max() == 0;
    }

    /** What is unknown of one is unknown of all. */
    private static long plus(long sum, long more) {
      return sum < 0 || more < 0 ? -1 : sum + more;
    }
  }

  private final StickyRows shown = new StickyRows();

  /** The table of a report's pools. Remembers its rows: for one thread at a time. */
  TabularData of(HttpPools pools) {
    Map<String, Sum> sums = new HashMap<>();
    for (PoolFigures figures : PoolFigures.heaviestFirst(pools)) {
      if (!figures.pool().closed()) {
        String row = shown.rowOf(line(figures));
        sums.computeIfAbsent(row, absent -> new Sum()).add(figures);
      }
    }
    TabularDataSupport data = new TabularDataSupport(TYPE);
    for (String row : shown.rows()) {
      Sum sum = sums.getOrDefault(row, new Sum());
      data.put(
          OpenTables.row(
              ROW,
              COLUMNS,
              row,
              sum.pools,
              sum.leased,
              sum.available,
              sum.pending,
              sum.unlimited ? 0L : sum.max));
    }
    return data;
  }

  private static String line(PoolFigures figures) {
    String line = figures.createdAt();
    return line.isEmpty() ? className(figures.pool()) : line;
  }

  /** Without the number behind it. */
  private static String className(PoolSnapshot pool) {
    int dash = pool.name().lastIndexOf('-');
    return dash < 0 ? pool.name() : pool.name().substring(0, dash);
  }
}
