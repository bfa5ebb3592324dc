package io.closewatch.jmx;

import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.report.LeaseLine;
import io.closewatch.report.PoolFigures;
import io.closewatch.report.RouteFigures;
import java.util.List;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** The tables of one HTTP pool, cut to the heaviest rows; the others are added up in one. */
final class PoolTables {
  static final int MAX_ROWS = 20;

  private static final String OTHER = "other";

  private static final String[] SITE_COLUMNS = {"site", "leased", "oldest_seconds"};

  private static final CompositeType SITE =
      OpenTables.rowType(
          "io.closewatch.LeaseSite",
          "One line of code that holds connections of the pool.",
          SITE_COLUMNS,
          OpenTables.types(1, 2),
          new String[] {
            "Class, method, file and line.",
            "Connections in use.",
            "Age of the oldest of them; -1 if unknown."
          });

  private static final String[] ROUTE_COLUMNS = {
    "route", "peer", "leased", "available", "pending", "max"
  };

  private static final CompositeType ROUTE =
      OpenTables.rowType(
          "io.closewatch.Route",
          "One route of the pool.",
          ROUTE_COLUMNS,
          OpenTables.types(2, 4),
          new String[] {
            "Where the pool thinks that it leads.",
            "Where the kernel says it leads if that is elsewhere, such as a proxy; or empty.",
            "Connections in use.",
            "Idle connections.",
            "Requests that wait for a connection; -1 if unknown.",
            "The most at once; -1 if unknown."
          });

  static final TabularType LEASE_SITES = OpenTables.tableType(SITE, "site");
  static final TabularType ROUTES = OpenTables.tableType(ROUTE, "route");

  static TabularData leaseSites(PoolFigures figures) {
    TabularDataSupport table = new TabularDataSupport(LEASE_SITES);
    List<LeaseLine> lines = figures.leaseLines();
    long others = 0;
    long oldest = -1;
    for (int i = 0; i < lines.size(); i++) {
      LeaseLine line = lines.get(i);
      if (i < MAX_ROWS) {
        put(table, SITE, SITE_COLUMNS, line.location(), (long) line.count(), seconds(line));
      } else {
        others += line.count();
        oldest = Math.max(oldest, seconds(line));
      }
    }
    if (others > 0) {
      put(table, SITE, SITE_COLUMNS, OTHER, others, oldest);
    }
    return table;
  }

  static TabularData routes(PoolFigures figures) {
    TabularDataSupport table = new TabularDataSupport(ROUTES);
    List<RouteFigures> routes = figures.routes();
    long[] others = new long[3];
    for (int i = 0; i < routes.size(); i++) {
      PoolRoute route = routes.get(i).route();
      long[] numbers = {route.leased(), route.available(), route.pending()};
      if (i < MAX_ROWS) {
        put(route.route(), routes.get(i).peer(), numbers, route.max(), table);
      } else {
        for (int n = 0; n < numbers.length; n++) {
          others[n] += Math.max(0, numbers[n]);
        }
      }
    }
    if (routes.size() > MAX_ROWS) {
      put(OTHER, "", others, -1, table);
    }
    return table;
  }

  private static void put(
      String route, String peer, long[] numbers, long max, TabularDataSupport table) {
    put(table, ROUTE, ROUTE_COLUMNS, route, peer, numbers[0], numbers[1], numbers[2], max);
  }

  /** Two rows of the same name, as a route called "other" may make, are no reason to fail. */
  private static void put(
      TabularDataSupport table, CompositeType type, String[] columns, Object... values) {
    if (!table.containsKey(new Object[] {values[0]})) {
      table.put(OpenTables.row(type, columns, values));
    }
  }

  private static long seconds(LeaseLine line) {
    return line.oldestMillis() < 0 ? -1 : line.oldestMillis() / 1000;
  }

  private PoolTables() {}
}
