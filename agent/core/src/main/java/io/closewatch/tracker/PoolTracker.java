package io.closewatch.tracker;

import io.closewatch.bootstrap.PoolEvents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the HTTP connection pools of the process and every connection that is out of one. Called
 * by hooks on application threads, some of which hold a pool's lock: takes no lock of its own,
 * calls nothing of the library, and holds pools, entries and threads weakly.
 */
public final class PoolTracker implements PoolEvents {
  private final TraceTable traces;

  PoolTracker(TraceTable traces) {
    this.traces = traces;
  }

  /** The pools that live, in the order in which they were met; a point-in-time copy. */
  public List<TrackedPool> pools() {
    return new ArrayList<>(traces.size());
  }

  /** What became of the pools of each line, most first. */
  public List<PoolSite> sites() {
    return new ArrayList<>();
  }

  /** Pools and leases that were not followed, since there are too many. */
  public long untracked() {
    return 0;
  }

  @Override
  public void poolCreated(Object pool, int kind) {}

  @Override
  public void leased(Object pool, int kind, Object entry) {}

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
  public void released(Object pool, int kind, Object entry) {}

  @Override
  public void lostToGc(Object pool, int kind) {}

  @Override
  public void evicting(Object pool, int kind) {}

  @Override
  public void closing(Object pool, int kind) {}
}
