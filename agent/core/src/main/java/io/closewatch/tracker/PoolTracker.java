package io.closewatch.tracker;

import io.closewatch.bootstrap.PoolEvents;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the HTTP connection pools of the process and every connection that is out of one. Called
 * by hooks on application threads, some of which hold a pool's lock: takes no lock of its own,
 * calls nothing of the library, and holds pools, entries and threads weakly.
 */
public final class PoolTracker implements PoolEvents {
  private static final int MAX_POOLS = 20_000;
  private static final int MAX_LEASES = 100_000;

  private static final int MAX_FUTURES = 100_000;

  private final PoolTable pools;
  private final OpenLeases leases;
  private final FutureLeases futures;
  private final Handlers handlers = new Handlers();

  PoolTracker(TraceTable traces) {
    this(traces, MAX_POOLS, MAX_LEASES);
  }

  PoolTracker(TraceTable traces, int maxPools, int maxLeases) {
    this.pools = new PoolTable(traces, maxPools);
    this.leases = new OpenLeases(pools, maxLeases);
    this.futures = new FutureLeases(leases, MAX_FUTURES);
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
    futures.readStacks();
    return all;
  }

  /** What became of the pools of each line, most first. */
  public List<PoolSite> sites() {
    forgetCollected(Integer.MAX_VALUE);
    return pools.sites();
  }

  /** Pools and leases that were not followed, since there are too many. */
  public long untracked() {
    return leases.untracked();
  }

  @Override
  public void poolCreated(Object pool, int kind) {
    if (pools.find(pool) != null) {
      return; // constructors that call each other
    }
    if (pools.isFull()) {
      forgetCollected(OpenLeases.SMALL_BATCH);
    }
    if (pools.created(pool, PoolKind.of(kind)) == null) {
      leases.notFollowed();
    }
  }

  @Override
  public void leased(Object pool, int kind, Object entry) {
    TrackedPool known = findOrMeet(pool, kind);
    if (known == null) {
      leases.notFollowed();
      return;
    }
    leases.add(entry, caller(known));
  }

  @Override
  public void leaseFailed(Object pool, int kind, @Nullable Object route, Throwable failure) {
    TrackedPool known = findOrMeet(pool, kind);
    if (known == null) {
      return;
    }
    // What has one connection only does not wait for it.
    boolean stillOut =
        known.kind().isSingle() && failure instanceof IllegalStateException && known.hasLeases();
    if (stillOut || TimedOutLease.isTimeout(failure)) {
      known.timedOut(caller(known), route);
    }
  }

  @Override
  public void leaseRequested(Object pool, int kind, @Nullable Object route) {
    TrackedPool known = findOrMeet(pool, kind);
    if (known == null) {
      leases.notFollowed();
      return;
    }
    futures.requested(caller(known), route);
  }

  @Override
  public void leaseLimited(Object limit) {
    futures.limited(limit);
  }

  @Override
  public void requestQueued(Object future) {
    futures.queued(future);
  }

  @Override
  public void leaseReturned(Object pool, @Nullable Object future, @Nullable Throwable failure) {
    futures.returned(pool, future, failure);
  }

  @Override
  public void completing(Object future, @Nullable Object result) {
    futures.completing(future, result);
  }

  @Override
  public void completed(Object future, @Nullable Object result, boolean accepted) {
    futures.completed(future, accepted);
  }

  @Override
  public void failed(Object future, @Nullable Throwable failure) {
    futures.failed(future, failure);
  }

  @Override
  public void cancelled(Object future) {
    futures.cancelled(future);
  }

  @Override
  public void leaseGivenUp(Object future) {
    futures.givenUp(future);
  }

  @Override
  public void released(Object pool, int kind, Object entry) {
    TrackedPool known = pools.find(pool);
    if (known != null) {
      leases.release(known, entry);
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
      leases.dropAll(known);
    }
  }

  /** When each connection that is out was leased, by {@link System#nanoTime}. */
  void tellLeaseTimes(LongConsumer to) {
    if (leases.count() > 0) {
      for (TrackedPool pool : pools.all()) {
        pool.leases().forEach(lease -> to.accept(lease.sinceNanos()));
      }
    }
  }

  /** Whether a connection is out that the test must answer for. */
  boolean hasLeft(TestRun test, TestTimeline tests) {
    if (leases.count() > 0) {
      for (TrackedPool pool : pools.all()) {
        for (Lease lease : pool.leases()) {
          if (tests.isOf(test, lease.sinceNanos(), lease.by().threadName())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** How many connections are out. */
  int leases() {
    return leases.count();
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
      forgetCollected(OpenLeases.SMALL_BATCH);
    }
    return pools.met(pool, PoolKind.of(kind));
  }

  private Caller caller(TrackedPool pool) {
    return new Caller(pool, handlers.of(Thread.currentThread(), null));
  }

  private void forgetCollected(int most) {
    leases.forgetCollected(most);
    futures.forgetCollected(most);
  }
}
