package com.example.fetch;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.tracker.PoolTracker;

/** An application as the tracker sees it: its lines stand on the stacks. */
public final class Crawler {
  private Crawler() {}

  public static void makePool(PoolTracker tracker, Object pool, int kind) {
    tracker.poolCreated(pool, kind);
  }

  public static void fetch(PoolTracker tracker, Object pool, Object entry) {
    tracker.leased(pool, PoolHooks.POOL_4, entry);
  }

  public static void fetchImages(PoolTracker tracker, Object pool, Object entry) {
    tracker.leased(pool, PoolHooks.POOL_4, entry);
  }
}
