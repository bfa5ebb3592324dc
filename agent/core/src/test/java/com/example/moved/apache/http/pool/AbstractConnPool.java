package com.example.moved.apache.http.pool;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.tracker.PoolTracker;

/** A pool of a copy of HttpClient 4 that was moved into a package of its user. */
public class AbstractConnPool {
  private final PoolTracker tracker;

  public AbstractConnPool(PoolTracker tracker) {
    this.tracker = tracker;
    tracker.poolCreated(this, PoolHooks.POOL_4);
  }

  public void lease(Object entry) {
    tracker.leased(this, PoolHooks.POOL_4, entry);
  }
}
