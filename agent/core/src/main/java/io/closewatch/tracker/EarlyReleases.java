package io.closewatch.tracker;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one pool that were given back before their lease was known: a callback may use up a
 * connection before {@code lease()} returns. Remembered only while a lease of the pool is under
 * way, since any other release without a lease is that of one from before the agent came.
 * Thread-safe, lock-free.
 */
final class EarlyReleases {

  /** More than callbacks can leave: they are of leases from before the agent came. */
  private static final int MOST = 64;

  private final AtomicInteger underWay = new AtomicInteger();
  private final ConcurrentMap<Object, Release> early = new ConcurrentHashMap<>();

  void leaseBegins() {
    underWay.incrementAndGet();
  }

  void leaseEnds() {
    if (early.isEmpty()) {
      underWay.decrementAndGet();
      return;
    }
    long now = System.nanoTime();
    if (underWay.decrementAndGet() == 0) {
      forgetBefore(now); // a lease that begins meanwhile may have later ones already
    }
  }

  /** Some lease is under way. */
  boolean arePossible() {
    return underWay.get() > 0;
  }

  void add(Object entry) {
    if (early.size() >= MOST) {
      forgetOldest(); // one that still waits for its lease is young
    }
    Release release = new Release(entry, Thread.currentThread().getId(), System.nanoTime());
    early.put(release, release);
  }

  private void forgetBefore(long nanos) {
    for (Iterator<Release> i = early.values().iterator(); i.hasNext(); ) {
      if (!i.next().isAfter(nanos)) {
        i.remove();
      }
    }
  }

  private void forgetOldest() {
    Release oldest = null;
    for (Release release : early.values()) {
      if (oldest == null || oldest.isAfter(release.nanos)) {
        oldest = release;
      }
    }
    if (oldest != null) {
      early.remove(oldest);
    }
  }

  /** Forgets that {@code entry} was given back; returns what was known of it, or null. */
  @Nullable Release take(Object entry) {
    return early.isEmpty() ? null : early.remove(new IdentityReference.Sought(entry));
  }

  /** Thread and time of one. */
  static final class Release extends IdentityReference {
    private final long threadId;
    private final long nanos;

    Release(Object entry, long threadId, long nanos) {
      super(entry, null);
      this.threadId = threadId;
      this.nanos = nanos;
    }

    boolean isAfter(long startNanos) {
      return nanos - startNanos >= 0;
    }

    boolean isByThisThread() {
      return threadId == Thread.currentThread().getId();
    }
  }
}
