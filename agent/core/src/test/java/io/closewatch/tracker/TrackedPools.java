package io.closewatch.tracker;

import java.lang.ref.ReferenceQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pools as the tracker holds them, without a hook. In this package since only it may make one. */
public final class TrackedPools {
  public static TrackedPool of(Object pool, PoolKind kind) {
    return of(pool, kind, null);
  }

  /** Made by a call of these frames, innermost first, the last one of the application. */
  public static TrackedPool madeBy(Object pool, PoolKind kind, Frame... frames) {
    return of(pool, kind, new Trace(List.of(frames), frames.length - 1));
  }

  private static TrackedPool of(Object pool, PoolKind kind, @Nullable Trace createdAt) {
    SiteRule rule = new SiteRule(List.of());
    StackReader reader = new StackReader(new TraceTable(new ThrowableHash(), rule, 1), rule);
    return new TrackedPool(
        pool, new ReferenceQueue<>(), kind, reader, createdAt, null, System.nanoTime());
  }

  private TrackedPools() {}
}
