package io.closewatch.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicMarkableReference;

/** {@code LaxConnPool} of HttpCore 5: a pool for each route, no lock, no limit of the whole. */
final class LaxPool implements PoolFamily {
  @Override
  public Contents read(Object pool, LockWait wait) throws NotUnderstoodException {
    Contents contents = new Contents();
    contents.max = 0;
    contents.maxPerRoute = (int) Fields.number(pool, -1, "defaultMaxPerRoute");
    contents.closed = Fields.flag(pool, "isShutDown");
    List<Object> leased = new ArrayList<>();
    List<Object> idle = new ArrayList<>();
    int pending = 0;
    for (Object of : Copies.values(pool, "routeToPool")) {
      Contents.Route route = new Contents.Route(Fields.get(of, "route"));
      int before = idle.size();
      Object[] out = Copies.orNone(Copies.of(of, "leased"));
      Collections.addAll(leased, out);
      addIdle(Copies.orNone(Copies.of(of, "available")), idle);
      route.leased = out.length;
      route.available = idle.size() - before;
      route.pending = WaitingRequests.among(Copies.of(of, "pending")).length;
      route.max = (int) Fields.number(of, -1, "max");
      pending += route.pending;
      contents.routes.add(route);
    }
    contents.leasedEntries = leased.toArray();
    contents.idle(idle.toArray());
    contents.leased = leased.size();
    contents.available = idle.size();
    contents.pending = pending;
    return contents;
  }

  /** A marked reference is one that somebody takes just now. */
  private static void addIdle(Object[] references, List<Object> idle) {
    for (Object reference : references) {
      Object entry = reference;
      if (reference instanceof AtomicMarkableReference) {
        AtomicMarkableReference<?> markable = (AtomicMarkableReference<?>) reference;
        entry = markable.isMarked() ? null : markable.getReference();
      }
      if (entry != null) {
        idle.add(entry);
      }
    }
  }
}
