package io.closewatch.tracker;

import java.lang.ref.ReferenceQueue;

/** Pools as the tracker holds them, without a hook. In this package since only it may make one. */
public final class TrackedPools {
  public static TrackedPool of(Object pool, PoolKind kind) {
    return new TrackedPool(pool, new ReferenceQueue<>(), kind, null, System.nanoTime());
  }

  private TrackedPools() {}
}
