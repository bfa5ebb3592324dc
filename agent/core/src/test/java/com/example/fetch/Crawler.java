package com.example.fetch;

import com.example.moved.apache.http.impl.MovedClient;
import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.tracker.PoolTracker;

/** An application as the tracker sees it: its lines stand on the stacks. */
public final class Crawler {

  public static void makePool(PoolTracker tracker, Object pool, int kind) {
    tracker.poolCreated(pool, kind);
  }

  public static void fetch(PoolTracker tracker, Object pool, Object entry) {
    tracker.leased(pool, PoolHooks.POOL_4, entry);
  }

  public static void fetchImages(PoolTracker tracker, Object pool, Object entry) {
    tracker.leased(pool, PoolHooks.POOL_4, entry);
  }

  /** Begins a lease that yields a future. */
  public static void ask(PoolTracker tracker, Object pool, int kind) {
    tracker.leaseRequested(pool, kind, "http://example.test:80");
  }

  public static MovedClient makeClient(PoolTracker tracker) {
    return new MovedClient(tracker);
  }

  public static void fetch(MovedClient client, Object entry) {
    client.execute(entry);
  }

  private Crawler() {}
}
