package io.closewatch.pool;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * {@code ConnPoolByRoute} of HttpClient 4.0 to 4.2. From 4.1 on it hides fields of its superclass
 * by others of the same name, which are the ones in use.
 */
final class TsccmPool implements PoolFamily {
  private static final int DEFAULT_MAX = 20;
  private static final int DEFAULT_MAX_PER_ROUTE = 2;

  @Override
  public Contents read(Object pool, LockWait wait) throws NotUnderstoodException {
    Lock lock = Fields.require(Lock.class, pool, "poolLock");
    Collection<?> leased = Copies.collection(pool, "leasedConnections");
    Collection<?> free = Copies.collection(pool, "freeConnections");
    Map<?, ?> routes = Fields.require(Map.class, pool, "routeToPool");
    Contents contents = new Contents();
    contents.closed = Fields.flag(pool, "shutdown", "isShutDown");
    contents.max = max(pool);
    contents.maxPerRoute = maxPerRoute(pool);
    contents.pending = Copies.size(pool, "waitingThreads");
    contents.lockBusy = !wait.take(lock);
    Object @Nullable [] idle;
    Object @Nullable [] perRoute;
    try {
      contents.leasedEntries = Copies.of(leased);
      idle = Copies.of(free);
      perRoute = Copies.of(routes.values());
    } finally {
      if (!contents.lockBusy) {
        lock.unlock();
      }
    }
    contents.leased = Copies.length(contents.leasedEntries, leased);
    contents.available = Copies.length(idle, free);
    contents.idle(idle);
    times(contents, Fields.maybe(Fields.maybe(pool, "idleConnHandler"), "connectionToTimes"));
    for (Object of : Copies.orNone(perRoute)) {
      contents.routes.add(route(of));
    }
    return contents;
  }

  private static Contents.Route route(Object of) throws NotUnderstoodException {
    Contents.Route route = new Contents.Route(Fields.get(of, "route"));
    route.available = Copies.size(of, "freeEntries");
    route.leased = Math.max(0, (int) Fields.number(of, 0, "numEntries") - route.available);
    route.pending = Copies.size(of, "waitingThreads");
    route.max = (int) Fields.number(of, -1, "maxEntries");
    return route;
  }

  /** The entries of HttpClient 4.0 do not know them. */
  private static void times(Contents contents, @Nullable Object connectionToTimes) {
    if (connectionToTimes instanceof Map) {
      Object[] entries = Copies.orNone(Copies.of(((Map<?, ?>) connectionToTimes).entrySet()));
      for (Object entry : entries) {
        Map.Entry<?, ?> of = (Map.Entry<?, ?>) entry;
        long added = Fields.number(of.getValue(), 0, "timeAdded");
        long expires = Fields.number(of.getValue(), 0, "timeExpires");
        contents.times.put(of.getKey(), new long[] {added, expires});
      }
    }
  }

  /** HttpClient 4.0 asks its parameters each time. */
  private static int max(Object pool) {
    Object value = parameter(pool, "http.conn-manager.max-total");
    int told = value instanceof Integer ? (Integer) value : DEFAULT_MAX;
    return (int) Fields.number(pool, told, "maxTotalConnections");
  }

  private static int maxPerRoute(Object pool) {
    Object rule =
        Fields.has(pool, "connPerRoute")
            ? Fields.maybe(pool, "connPerRoute")
            : parameter(pool, "http.conn-manager.max-per-route");
    // One without the field is the constant of ConnManagerParams, or the application's.
    boolean isConstant = rule == null || rule.getClass().getName().contains("ConnManagerParams$");
    return (int) Fields.number(rule, isConstant ? DEFAULT_MAX_PER_ROUTE : -1, "defaultMax");
  }

  private static @Nullable Object parameter(Object pool, String name) {
    Object parameters = Fields.maybe(Fields.maybe(pool, "params"), "parameters");
    return parameters instanceof Map ? ((Map<?, ?>) parameters).get(name) : null;
  }
}
