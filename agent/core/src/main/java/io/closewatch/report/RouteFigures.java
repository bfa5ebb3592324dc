package io.closewatch.report;

import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.diagnosis.PoolSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pool holds for one route, and where that leads according to the kernel. Immutable. */
public final class RouteFigures {
  private static final Comparator<RouteFigures> BUSIEST_FIRST =
      Comparator.<RouteFigures>comparingInt(r -> -r.route.pending())
          .thenComparingInt(r -> -r.route.leased())
          .thenComparingInt(r -> -r.route.available());

  private final PoolRoute route;
  private final String peer;

  private RouteFigures(PoolRoute route, String peer) {
    this.route = route;
    this.peer = peer;
  }

  /** All routes of a pool, busiest first; added up from the connections if the pool tells none. */
  static List<RouteFigures> of(PoolSnapshot pool) {
    Map<String, String> peers = new HashMap<>();
    for (PoolConnection connection : pool.connections()) {
      String peer = RoutePeer.of(connection);
      if (!peer.isEmpty()) {
        peers.putIfAbsent(connection.route(), peer);
      }
    }
    List<RouteFigures> routes = new ArrayList<>();
    for (PoolRoute route : pool.routes().isEmpty() ? counted(pool) : pool.routes()) {
      routes.add(new RouteFigures(route, peers.getOrDefault(route.route(), "")));
    }
    routes.sort(BUSIEST_FIRST);
    return routes;
  }

  private static List<PoolRoute> counted(PoolSnapshot pool) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (PoolConnection connection : pool.connections()) {
      if (!connection.route().isEmpty()) {
        int[] count = counts.computeIfAbsent(connection.route(), absent -> new int[2]);
        count[connection.state() == PoolState.LEASED ? 0 : 1]++;
      }
    }
    List<PoolRoute> routes = new ArrayList<>();
    counts.forEach(
        (route, count) ->
            routes.add(PoolRoute.of(route).leased(count[0]).available(count[1]).build()));
    return routes;
  }

  public PoolRoute route() {
    return route;
  }

  /** The peer of its connections where it is not the one that the route names, or "". */
  public String peer() {
    return peer;
  }
}
