package io.closewatch.pool;

import java.util.AbstractMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code MultiThreadedHttpConnectionManager} of HttpClient 3. Its pool is its own monitor, which
 * cannot be asked for in vain, so everything is read without; it keeps no account of what is out of
 * it.
 */
final class CommonsPool implements PoolFamily {
  private static final String MAX_TOTAL = "http.connection-manager.max-total";
  private static final String MAX_PER_HOST = "http.connection-manager.max-per-host";
  private static final int DEFAULT_MAX = 20;
  private static final int DEFAULT_MAX_PER_HOST = 2;

  @Override
  public Contents read(Object pool, LockWait wait) throws NotUnderstoodException {
    boolean isManager = Fields.has(pool, "connectionPool");
    Object manager = isManager ? pool : Fields.require(pool, "this$0");
    Object of = isManager ? Fields.require(pool, "connectionPool") : pool;
    Contents contents = new Contents();
    contents.closed = Fields.flag(manager, "shutdown");
    contents.idle(Copies.of(of, "freeConnections"));
    contents.available = contents.idleEntries.length;
    contents.leased =
        Math.max(0, (int) Fields.number(of, 0, "numConnections") - contents.available);
    contents.pending = Copies.size(of, "waitingThreads");
    idleSince(contents, Fields.maybe(of, "idleConnectionHandler"));
    Object max = parameter(manager, MAX_TOTAL);
    contents.max = max instanceof Integer ? (Integer) max : DEFAULT_MAX;
    contents.maxPerRoute = DEFAULT_MAX_PER_HOST;
    limits(contents, parameter(manager, MAX_PER_HOST));
    for (Object host : Copies.values(of, "mapHosts")) {
      Contents.Route route =
          new Contents.Route(CommonsRoute.ofConfiguration(Fields.get(host, "hostConfiguration")));
      route.available = Copies.size(host, "freeConnections");
      route.leased = Math.max(0, (int) Fields.number(host, 0, "numConnections") - route.available);
      route.pending = Copies.size(host, "waitingThreads");
      contents.routes.add(route);
    }
    return contents;
  }

  private static void idleSince(Contents contents, @Nullable Object handler) {
    for (Object idle : contents.idleEntries) {
      contents.times.put(idle, new long[] {0, Long.MAX_VALUE});
    }
    Object added = Fields.maybe(handler, "connectionToAdded");
    if (added instanceof Map) {
      for (Object entry : Copies.orNone(Copies.of(((Map<?, ?>) added).entrySet()))) {
        Map.Entry<?, ?> of = (Map.Entry<?, ?>) entry;
        if (of.getValue() instanceof Long) {
          contents.times.put(of.getKey(), new long[] {(Long) of.getValue(), Long.MAX_VALUE});
        }
      }
    }
  }

  /** The maximum for "any host" is the default. */
  private static void limits(Contents contents, @Nullable Object perHost) {
    if (!(perHost instanceof Map)) {
      return;
    }
    for (Object limit : Copies.orNone(Copies.of(((Map<?, ?>) perHost).entrySet()))) {
      Map.Entry<?, ?> of = (Map.Entry<?, ?>) limit;
      String host = CommonsRoute.ofConfiguration(of.getKey());
      if (host.isEmpty() && of.getValue() instanceof Integer) {
        contents.maxPerRoute = (Integer) of.getValue();
      } else {
        contents.limits.add(new AbstractMap.SimpleEntry<>(host, of.getValue()));
      }
    }
  }

  /** Without {@code HttpParams}' own methods, which are synchronized. */
  private static @Nullable Object parameter(Object manager, String name) {
    Object params = Fields.maybe(manager, "params");
    while (params != null) {
      Object values = Fields.maybe(params, "parameters");
      Object value = values instanceof Map ? ((Map<?, ?>) values).get(name) : null;
      if (value != null) {
        return value;
      }
      params = Fields.maybe(params, "defaults");
    }
    return null;
  }
}
