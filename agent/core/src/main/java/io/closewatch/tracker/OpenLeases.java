package io.closewatch.tracker;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The connections that are out of all pools: bounded, and balanced. Thread-safe, lock-free. */
final class OpenLeases {
  /** What is gone and is cleared away on an application's thread at a time. */
  static final int SMALL_BATCH = 64;

  private final PoolTable pools;
  private final int capacity;
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong untracked = new AtomicLong();

  OpenLeases(PoolTable pools, int capacity) {
    this.pools = pools;
    this.capacity = capacity;
  }

  /** {@code entry} is out; null if that is not followed. */
  @Nullable Lease add(Object entry, Caller caller) {
    TrackedPool pool = caller.pool();
    long now = System.nanoTime();
    pool.used(caller, now);
    if (count.get() >= capacity) {
      forgetCollected(SMALL_BATCH);
      if (count.get() >= capacity) {
        untracked.incrementAndGet();
        return null;
      }
    }
    Lease lease = new Lease(entry, collected, caller, now);
    if (pool.add(lease)) {
      count.incrementAndGet();
    }
    if (pool.isClosed()) {
      dropAll(pool); // while this one was on its way
    }
    return lease;
  }

  /**
   * The same where the entry may have been given back before.
   *
   * @param waited it was handed over by a thread that gave it back
   */
  void addLate(Object entry, LeaseTicket ticket, boolean waited) {
    if (isOver(entry, ticket, waited)) {
      ticket.pool().used(ticket.caller(), System.nanoTime());
      return;
    }
    add(entry, ticket.caller());
    if (isOver(entry, ticket, waited)) {
      remove(ticket.pool(), entry);
    }
  }

  private static boolean isOver(Object entry, LeaseTicket ticket, boolean waited) {
    EarlyReleases early = ticket.pool().early();
    EarlyReleases.Release release = early == null ? null : early.take(entry);
    return release != null
        && release.isAfter(ticket.requestedNanos())
        && !(waited && release.isByThisThread());
  }

  void release(TrackedPool pool, Object entry) {
    pool.released(System.nanoTime());
    if (remove(pool, entry)) {
      return;
    }
    EarlyReleases early = pool.early();
    if (early == null) {
      return;
    }
    boolean possible = early.arePossible();
    if (possible) {
      early.add(entry);
    }
    // Its lease may have become known since the first look, and may even have been the last one
    // under way.
    if (remove(pool, entry) && possible) {
      early.take(entry);
    }
  }

  /** Drops a lease that nobody got. */
  @SuppressWarnings("ReferenceEquality")
  void drop(Lease lease) {
    Object entry = lease.get();
    TrackedPool pool = lease.pool();
    if (entry != null && pool.lease(entry) == lease) {
      remove(pool, entry);
    }
  }

  /** If the lease of {@code entry} is still the one of that call, nobody got it. */
  void unclaimed(Object entry, LeaseTicket ticket) {
    Lease lease = ticket.pool().lease(entry);
    if (lease != null && lease.isOf(ticket.caller())) {
      lease.unclaimed();
    }
  }

  /** The same where only the thread is known that asked, which is this one. */
  void unclaimed(Object entry) {
    Lease lease = pools.lease(entry);
    if (lease != null && lease.by().get() == Thread.currentThread()) {
      lease.unclaimed();
    }
  }

  void dropAll(TrackedPool pool) {
    count.addAndGet(-pool.dropLeases());
  }

  void notFollowed() {
    untracked.incrementAndGet();
  }

  /** Pools and leases that found no room. */
  long untracked() {
    return untracked.get();
  }

  int count() {
    return count.get();
  }

  void forgetCollected(int most) {
    for (int i = 0; i < most; i++) {
      Reference<?> gone = collected.poll();
      if (gone == null) {
        break;
      }
      Lease lease = (Lease) gone;
      if (lease.pool().removeCollected(lease)) {
        count.decrementAndGet();
      }
    }
    for (int i = 0; i < most; i++) {
      TrackedPool gone = pools.pollCollected();
      if (gone == null) {
        break;
      }
      dropAll(gone);
    }
  }

  private boolean remove(TrackedPool pool, Object entry) {
    boolean known = pool.remove(entry);
    if (known) {
      count.decrementAndGet();
    }
    return known;
  }
}
