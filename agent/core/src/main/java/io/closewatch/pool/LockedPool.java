package io.closewatch.pool;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The pools with one lock and two collections: {@code AbstractConnPool} of HttpCore 4, {@code
 * AbstractNIOConnPool}, and {@code StrictConnPool} of HttpCore 5. They name their fields alike.
 */
final class LockedPool implements PoolFamily {
  @Override
  public Contents read(Object pool, LockWait wait) throws NotUnderstoodException {
    Lock lock = Fields.require(Lock.class, pool, "lock");
    // Looked up before the lock is taken: that may load classes, with code of the application.
    Collection<?> leased = Copies.collection(pool, "leased");
    Collection<?> available = Copies.collection(pool, "available");
    // In AbstractNIOConnPool "pending" are those that connect.
    Collection<?> waiting =
        Copies.collection(pool, "leasingRequests", "pendingRequests", "pending");
    Map<?, ?> routes = Fields.require(Map.class, pool, "routeToPool");
    Map<?, ?> limits = Fields.require(Map.class, pool, "maxPerRoute");
    Contents contents = new Contents();
    contents.max = (int) Fields.number(pool, -1, "maxTotal");
    contents.maxPerRoute = (int) Fields.number(pool, -1, "defaultMaxPerRoute");
    contents.closed = Fields.flag(pool, "isShutDown");
    contents.lockBusy = !wait.take(lock);
    Object @Nullable [] idle;
    Object @Nullable [] requests;
    Object @Nullable [] perRoute;
    Object @Nullable [] limitOf;
    try {
      contents.leasedEntries = Copies.of(leased);
      idle = Copies.of(available);
      requests = Copies.of(waiting);
      perRoute = Copies.of(routes.values());
      limitOf = Copies.of(limits.entrySet());
    } finally {
      if (!contents.lockBusy) {
        lock.unlock();
      }
    }
    contents.leased = Copies.length(contents.leasedEntries, leased);
    contents.available = Copies.length(idle, available);
    contents.idle(idle);
    contents.waiting = WaitingRequests.among(requests);
    contents.pending = requests == null ? waiting.size() : contents.waiting.length;
    contents.limits(limitOf);
    contents.routes(perRoute, "leased", "available");
    return contents;
  }
}
