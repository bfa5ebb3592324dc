package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What findings of HTTP pools say of pools, their connections, and who leased them. */
final class PoolText {
  private static final int SHOWN = 3;
  private static final int STACKS_SHOWN = 2;

  /** One line for each of the first pools, and how many more there are. */
  static List<String> pools(Collection<PoolSnapshot> pools) {
    List<String> lines = new ArrayList<>();
    for (PoolSnapshot pool : pools) {
      if (lines.size() == SHOWN) {
        lines.add("and " + Wording.count(pools.size() - SHOWN, "more pool"));
        break;
      }
      lines.add(pool(pool));
    }
    return lines;
  }

  /**
   * {@code pool P-1 (Apache HttpClient 4.5.14): 2 of 20 connections leased, 0 idle, 1 request
   * waiting; 2 of 2 leased to http://a:80}.
   */
  static String pool(PoolSnapshot pool) {
    StringBuilder line = new StringBuilder("pool ").append(pool.name());
    if (!pool.library().isEmpty()) {
      line.append(" (").append(pool.library()).append(')');
    }
    List<String> figures = new ArrayList<>();
    if (pool.leased() >= 0) {
      figures.add(leased(pool.leased(), pool.max()));
    }
    if (pool.available() >= 0) {
      figures.add(pool.available() + " idle");
    }
    if (pool.pending() > 0) {
      figures.add(Wording.count(pool.pending(), "request") + " waiting");
    }
    line.append(figures.isEmpty() ? "" : ": " + String.join(", ", figures));
    for (PoolRoute route : fullRoutes(pool)) {
      line.append("; all ").append(route.max()).append(" to ").append(route.route()).append(" out");
    }
    return line.append(pool.lockBusy() ? "; its lock was busy" : "").toString();
  }

  private static String leased(int leased, int max) {
    return max > 0
        ? leased + " of " + Wording.count(max, "connection") + " leased"
        : Wording.count(leased, "connection") + " leased";
  }

  /** The first routes that have no connection left to lend. */
  static List<PoolRoute> fullRoutes(PoolSnapshot pool) {
    List<PoolRoute> full = new ArrayList<>();
    for (PoolRoute route : pool.routes()) {
      if (route.max() > 0 && route.leased() >= route.max() && full.size() < SHOWN) {
        full.add(route);
      }
    }
    return full;
  }

  /** {@code routes: http://a:80 x2}; empty if none is known. */
  static List<String> routes(List<PoolConnection> connections) {
    List<String> routes = new ArrayList<>();
    for (PoolConnection connection : connections) {
      if (!connection.route().isEmpty()) {
        routes.add(connection.route());
      }
    }
    return tally("routes: ", routes);
  }

  /** The kernel's states, what is unread of those whose peer has hung up, and the peers. */
  static List<String> kernel(List<PoolConnection> connections) {
    List<String> states = new ArrayList<>();
    List<String> peers = new ArrayList<>();
    Map<UnreadData, List<TcpRow>> unread = new EnumMap<>(UnreadData.class);
    for (PoolConnection connection : connections) {
      TcpRow row = connection.row();
      states.add(row != null ? row.state().name() : "no connection");
      if (row != null) {
        peers.add(row.remote().toString());
        if (row.state() == TcpState.CLOSE_WAIT) {
          unread.computeIfAbsent(UnreadData.of(row), key -> new ArrayList<>()).add(row);
        }
      }
    }
    List<String> lines = tally("kernel: ", states);
    unread.forEach((data, rows) -> lines.add(data.evidence(rows)));
    lines.addAll(tally("peers: ", peers));
    lines.addAll(Webapps.openers(PoolFindings.sockets(connections)));
    return lines;
  }

  private static List<String> tally(String title, List<String> texts) {
    List<String> lines = new ArrayList<>();
    if (!texts.isEmpty()) {
      lines.add(title + Wording.tally(texts, SHOWN));
    }
    return lines;
  }

  /** The stacks that leased the connections, the most frequent first. */
  static List<NamedStack> leased(List<PoolConnection> connections) {
    Map<Trace, List<String>> threads = new LinkedHashMap<>();
    int known = 0;
    for (PoolConnection connection : connections) {
      Handling lease = connection.lease();
      if (lease != null) {
        threads
            .computeIfAbsent(lease.takenAt(), key -> new ArrayList<>())
            .add(Handlers.name(lease.threadName()));
        known++;
      }
    }
    List<Map.Entry<Trace, List<String>>> stacks = new ArrayList<>(threads.entrySet());
    stacks.sort(
        Comparator.comparingInt((Map.Entry<Trace, List<String>> e) -> e.getValue().size())
            .reversed());
    int shown = Math.min(STACKS_SHOWN, stacks.size());
    List<NamedStack> named = new ArrayList<>();
    for (Map.Entry<Trace, List<String>> stack : stacks.subList(0, shown)) {
      List<String> names = stack.getValue();
      String by = "eased by " + Handlers.threads(names);
      String title = stacks.size() == 1 ? "L" + by : names.size() + " of the " + known + " l" + by;
      boolean last = named.size() == shown - 1 && stacks.size() > shown;
      named.add(
          new NamedStack(
              title,
              stack.getKey(),
              last ? "and " + Wording.count(stacks.size() - shown, "other stack") : ""));
    }
    return named;
  }

  private PoolText() {}
}
