package io.closewatch.pool;

import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.tracker.Lease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks what lies in one pool for the facts that are reported, without any lock held, and matches it
 * with the leases that the hooks saw. For one thread.
 */
final class ConnectionReader {
  private final Contents contents;
  private final boolean byLeasesAlone;
  private final ConnectionBudget budget;
  private final long nowMillis;
  private final RouteTexts texts = new RouteTexts();
  private final List<ConnectionReading> connections = new ArrayList<>();
  private int leftOut;

  ConnectionReader(
      Contents contents, boolean byLeasesAlone, ConnectionBudget budget, long nowMillis) {
    this.contents = contents;
    this.byLeasesAlone = byLeasesAlone;
    this.budget = budget;
    this.nowMillis = nowMillis;
  }

  /**
   * Takes leases that were copied after the pool was: what the pool held for leased and has no
   * lease any more is on its way back, or was leased before the agent came.
   */
  void read(List<Lease> leases) {
    Object[] entries = contents.leasedEntries;
    if (entries == null || byLeasesAlone) {
      // A pool that is shut down forgets what is out of it.
      for (Lease lease : leases) {
        leased(lease.get(), lease);
      }
    } else {
      IdentityHashMap<Object, Lease> byEntry = new IdentityHashMap<>(leases.size());
      for (Lease lease : leases) {
        Object entry = lease.get();
        if (entry != null) {
          byEntry.put(entry, lease);
        }
      }
      for (Object entry : entries) {
        leased(entry, byEntry.get(entry));
      }
    }
    connections.sort(Comparator.comparingLong(ConnectionReader::sinceNanos));
    List<ConnectionReading> idle = new ArrayList<>();
    for (Object entry : contents.idleEntries) {
      if (budget.spendOnIdle()) {
        idle.add(reading(PoolState.IDLE, entry, null));
      } else {
        leftOut++;
      }
    }
    idle.sort(Comparator.comparingLong(reading -> -reading.idleMillis()));
    connections.addAll(idle);
  }

  private void leased(@Nullable Object entry, @Nullable Lease lease) {
    if (entry == null) {
      return; // collected, and the connection with it
    }
    if (budget.spendOnLeased()) {
      connections.add(reading(PoolState.LEASED, entry, lease));
    } else {
      leftOut++;
    }
  }

  private ConnectionReading reading(PoolState state, Object entry, @Nullable Lease lease) {
    Object of = contents.holder == null ? entry : contents.holder;
    Object connection = Fields.maybe(of, "conn", "connection", "connRef", "httpConnection");
    if (connection instanceof AtomicReference) {
      connection = ((AtomicReference<?>) connection).get();
    }
    if (Ends.isCommons(of)) {
      connection = of; // HttpClient 3 pools the connections themselves
    }
    String route =
        connection != null && Ends.isCommons(connection)
            ? CommonsRoute.ofConnection(connection)
            : texts.of(Fields.maybe(of, "route"));
    Ends ends = Ends.of(connection);
    if (state == PoolState.LEASED) {
      return new ConnectionReading(state, route, ends, -1, PoolConnection.KEPT_UNKNOWN, lease);
    }
    long[] times = times(entry, of, connection);
    long idle = times[0] > 0 ? Math.max(0, nowMillis - times[0]) : -1;
    return new ConnectionReading(state, route, ends, idle, keptMillis(times[1]), null);
  }

  /** When it became idle, and when it expires; 0 if unknown. */
  private long[] times(Object entry, Object of, @Nullable Object connection) {
    long[] known = contents.times.get(entry);
    if (known == null && connection != null) {
      known = contents.times.get(connection);
    }
    if (known != null) {
      return known;
    }
    Object deadline = Fields.maybe(of, "expiryDeadline");
    return new long[] {
      Fields.number(of, 0, "updated"),
      deadline == null ? Fields.number(of, 0, "expiry") : Fields.number(deadline, 0, "value")
    };
  }

  private long keptMillis(long expiry) {
    if (expiry == Long.MAX_VALUE) {
      return PoolConnection.KEPT_FOREVER;
    }
    return expiry <= 0 ? PoolConnection.KEPT_UNKNOWN : expiry - nowMillis;
  }

  private static long sinceNanos(ConnectionReading reading) {
    Lease lease = reading.lease();
    return lease == null ? Long.MIN_VALUE : lease.sinceNanos();
  }

  List<ConnectionReading> connections() {
    return connections;
  }

  int leftOut() {
    return leftOut;
  }

  List<PoolRoute> routes() {
    Map<String, Integer> limits = new HashMap<>();
    for (Map.Entry<?, ?> limit : contents.limits) {
      if (limit.getValue() instanceof Integer) {
        limits.put(texts.of(limit.getKey()), (Integer) limit.getValue());
      }
    }
    Map<String, Integer> waiting = new HashMap<>();
    for (Object request : contents.waiting) {
      waiting.merge(texts.of(Fields.maybe(request, "route")), 1, Integer::sum);
    }
    List<PoolRoute> routes = new ArrayList<>(contents.routes.size());
    for (Contents.Route route : contents.routes) {
      String text = texts.of(route.route);
      routes.add(
          PoolRoute.of(text)
              .leased(route.leased)
              .available(route.available)
              .pending(route.pending < 0 ? waiting.getOrDefault(text, 0) : route.pending)
              .max(route.max < 0 ? limits.getOrDefault(text, contents.maxPerRoute) : route.max)
              .build());
    }
    return routes;
  }
}
