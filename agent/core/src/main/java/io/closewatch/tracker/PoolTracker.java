package io.closewatch.tracker;

import io.closewatch.bootstrap.PoolEvents;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Follows the HTTP connection pools of the process and every connection that is out of one. Called
 * by hooks on application threads, some of which hold a pool's lock: takes no lock of its own,
 * calls nothing of the library, and holds pools, entries and threads weakly.
 */
public final class PoolTracker implements PoolEvents {
  private static final int MAX_POOLS = 20_000;
  private static final int MAX_LEASES = 100_000;

  /** What is gone and is cleared away on an application's thread at a time. */
  private static final int SMALL_BATCH = 64;

  private final PoolTable pools;
  private final int maxLeases;
  private final Handlers handlers = new Handlers();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final AtomicInteger out = new AtomicInteger();
  private final AtomicLong untracked = new AtomicLong();

  PoolTracker(TraceTable traces) {
    this(traces, MAX_POOLS, MAX_LEASES);
  }

  PoolTracker(TraceTable traces, int maxPools, int maxLeases) {
    this.pools = new PoolTable(traces, maxPools);
    this.maxLeases = maxLeases;
  }

  /**
   * The pools that live, in the order in which they were met; a point-in-time copy. Only for the
   * thread that scans: reads the stacks that hooks have left.
   */
  public List<TrackedPool> pools() {
    forgetCollected(Integer.MAX_VALUE);
    List<TrackedPool> all = pools.all();
    for (TrackedPool pool : all) {
      pool.readStacks();
    }
    return all;
  }

  /** What became of the pools of each line, most first. */
  public List<PoolSite> sites() {
    forgetCollected(Integer.MAX_VALUE);
    return pools.sites();
  }

  /** Pools and leases that were not followed, since there are too many. */
  public long untracked() {
    return untracked.get();
  }

  @Override
  public void poolCreated(Object pool, int kind) {
    if (pools.find(pool) != null) {
      return; // constructors that call each other
    }
    if (pools.isFull()) {
      forgetCollected(SMALL_BATCH);
    }
    if (pools.created(pool, PoolKind.of(kind)) == null) {
      untracked.incrementAndGet();
    }
  }

  @Override
  public void leased(Object pool, int kind, Object entry) {
    TrackedPool known = findOrMeet(pool, kind);
    if (known == null) {
      untracked.incrementAndGet();
      return;
    }
    lease(known, entry, caller(known));
  }

  @Override
  public void leaseFailed(Object pool, int kind, @Nullable Object route, Throwable failure) {}

  @Override
  public void leaseRequested(Object pool, int kind, @Nullable Object route) {}

  @Override
  public void requestQueued(Object future) {}

  @Override
  public void leaseReturned(Object pool, @Nullable Object future, @Nullable Throwable failure) {}

  @Override
  public void completing(Object future, @Nullable Object result) {}

  @Override
  public void completed(Object future, @Nullable Object result, boolean accepted) {}

  @Override
  public void failed(Object future, @Nullable Throwable failure) {}

  @Override
  public void cancelled(Object future) {}

  @Override
  public void released(Object pool, int kind, Object entry) {
    TrackedPool known = pools.find(pool);
    if (known == null) {
      return;
    }
    known.released(System.nanoTime());
    if (known.remove(entry)) {
      out.decrementAndGet();
    }
  }

  @Override
  public void lostToGc(Object pool, int kind) {
    TrackedPool known = findOrMeet(pool, kind);
    if (known != null) {
      known.lostOne();
    }
  }

  @Override
  public void evicting(Object pool, int kind) {
    TrackedPool known = findOrMeet(pool, kind);
    if (known != null) {
      known.evicted(System.nanoTime());
    }
  }

  @Override
  public void closing(Object pool, int kind) {
    TrackedPool known = pools.find(pool);
    if (known != null && pools.close(known, SocketTracker.isFinalizer(Thread.currentThread()))) {
      out.addAndGet(-known.dropLeases());
    }
  }

  /** How many connections are out. */
  int leases() {
    return out.get();
  }

  private @Nullable TrackedPool findOrMeet(Object pool, int kind) {
    TrackedPool known = pools.find(pool);
    if (known != null) {
      return known;
    }
    if (SocketTracker.isFinalizer(Thread.currentThread())) {
      return null; // weak references were cleared before: the pool was told of as collected
    }
    if (pools.isFull()) {
      forgetCollected(SMALL_BATCH);
    }
    return pools.met(pool, PoolKind.of(kind));
  }

  private Caller caller(TrackedPool pool) {
    return new Caller(pool, handlers.of(Thread.currentThread(), null));
  }

  private void lease(TrackedPool pool, Object entry, Caller caller) {
    long now = System.nanoTime();
    pool.used(now);
    if (out.get() >= maxLeases) {
      forgetCollected(SMALL_BATCH);
      if (out.get() >= maxLeases) {
        untracked.incrementAndGet();
        return;
      }
    }
    if (pool.add(new Lease(entry, collected, caller, now))) {
      out.incrementAndGet();
    }
    if (pool.isClosed()) {
      out.addAndGet(-pool.dropLeases()); // while this one was on its way
    }
  }

  private void forgetCollected(int most) {
    for (int i = 0; i < most; i++) {
      Reference<?> gone = collected.poll();
      if (gone == null) {
        break;
      }
      Lease lease = (Lease) gone;
      if (lease.pool().removeCollected(lease)) {
        out.decrementAndGet();
      }
    }
    for (int i = 0; i < most; i++) {
      TrackedPool gone = pools.pollCollected();
      if (gone == null) {
        break;
      }
      out.addAndGet(-gone.dropLeases());
    }
  }
}
