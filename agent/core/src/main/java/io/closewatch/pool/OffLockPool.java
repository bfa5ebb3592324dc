package io.closewatch.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * {@code RouteSegmentedConnPool} of HttpCore 5.4 and later: a segment for each route, no lock, and
 * no account of what is out of it.
 */
final class OffLockPool implements PoolFamily {
  @Override
  public Contents read(Object pool, LockWait wait) throws NotUnderstoodException {
    Contents contents = new Contents();
    contents.max = (int) Fields.number(pool, -1, "maxTotal");
    contents.maxPerRoute = (int) Fields.number(pool, -1, "defaultMaxPerRoute");
    contents.closed = Fields.flag(pool, "closed");
    contents.limits(Copies.of(Fields.require(Map.class, pool, "maxPerRoute").entrySet()));
    contents.leased = 0;
    contents.pending = 0;
    List<Object> idle = new ArrayList<>();
    Map<?, ?> segments = Fields.require(Map.class, pool, "segments");
    for (Object segment : Copies.orNone(Copies.of(segments.entrySet()))) {
      Map.Entry<?, ?> of = (Map.Entry<?, ?>) segment;
      Contents.Route route = new Contents.Route(of.getKey());
      Object[] entries = Copies.orNone(Copies.of(of.getValue(), "available"));
      Collections.addAll(idle, entries);
      route.available = entries.length;
      long allocated = Fields.number(of.getValue(), 0, "allocated");
      route.leased = (int) Math.max(0, allocated - entries.length);
      route.pending = WaitingRequests.among(Copies.of(of.getValue(), "waiters")).length;
      contents.leased += route.leased;
      contents.pending += route.pending;
      contents.routes.add(route);
    }
    contents.available = idle.size();
    contents.idle(idle.toArray());
    return contents;
  }
}
