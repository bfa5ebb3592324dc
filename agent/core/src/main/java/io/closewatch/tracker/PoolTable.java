package io.closewatch.tracker;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The pools that live, by identity, and the lines that made pools. Bounded, thread-safe. */
final class PoolTable {
  private final TraceTable traces;
  private final int capacity;
  private final ConcurrentMap<Object, TrackedPool> pools = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, StackReader> readers = new ConcurrentHashMap<>();
  private final ConcurrentMap<LineKey, PoolLine> lines = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final AtomicInteger closed = new AtomicInteger();

  PoolTable(TraceTable traces, int capacity) {
    this.traces = traces;
    this.capacity = capacity;
  }

  @Nullable TrackedPool find(Object pool) {
    return pools.get(new IdentityReference.Sought(pool));
  }

  /** The lease of an entry, of whatever pool: asks every one of them. */
  @Nullable Lease lease(Object entry) {
    for (TrackedPool pool : pools.values()) {
      Lease lease = pool.lease(entry);
      if (lease != null) {
        return lease;
      }
    }
    return null;
  }

  /** A pool whose constructor is on the stack; null if there is no room. */
  @Nullable TrackedPool created(Object pool, PoolKind kind) {
    if (!hasRoom()) {
      return null;
    }
    StackReader reader = readerFor(pool, kind);
    Trace trace = reader.traceOfCaller();
    Frame frame = SiteRule.representative(trace.frames(), trace.siteIndex());
    PoolLine line =
        lines.computeIfAbsent(new LineKey(frame, kind), key -> new PoolLine(frame, trace, kind));
    return put(
        new TrackedPool(pool, collected, kind, reader, trace, line, System.nanoTime()), line);
  }

  /** A pool from before the agent came; null if there is no room. */
  @Nullable TrackedPool met(Object pool, PoolKind kind) {
    if (!hasRoom()) {
      return null;
    }
    StackReader reader = readerFor(pool, kind);
    return put(new TrackedPool(pool, collected, kind, reader, null, null, System.nanoTime()), null);
  }

  /** The first call for a pool that code or a finalizer shuts down. */
  boolean close(TrackedPool pool, boolean byFinalizer) {
    if (!pool.close()) {
      return false;
    }
    closed.incrementAndGet();
    PoolLine line = pool.line();
    if (line != null) {
      if (byFinalizer) {
        line.poolCollected();
      } else {
        line.poolClosed();
      }
    }
    return true;
  }

  /** Some pool that is gone and was not told of yet, or null. */
  @Nullable TrackedPool pollCollected() {
    Reference<?> gone = collected.poll();
    if (gone == null) {
      return null;
    }
    TrackedPool pool = (TrackedPool) gone;
    boolean known = pools.remove(pool) != null;
    PoolLine line = pool.line();
    if (pool.isClosed()) {
      closed.addAndGet(known ? -1 : 0);
    } else if (line != null) {
      if (pool.wasEmptied()) {
        line.poolClosed();
      } else {
        line.poolCollected();
      }
    }
    return pool;
  }

  boolean isFull() {
    return pools.size() >= capacity;
  }

  /** In the order in which they were met. */
  List<TrackedPool> all() {
    List<TrackedPool> all = new ArrayList<>();
    for (TrackedPool pool : pools.values()) {
      if (pool.get() != null) {
        all.add(pool);
      }
    }
    all.sort((one, other) -> Long.signum(one.createdNanos() - other.createdNanos()));
    return all;
  }

  List<PoolSite> sites() {
    List<PoolSite> sites = new ArrayList<>();
    for (PoolLine line : lines.values()) {
      sites.add(line.snapshot());
    }
    sites.sort(
        Comparator.comparingLong(PoolSite::created)
            .reversed()
            .thenComparing(site -> site.frame().location())
            .thenComparing(PoolSite::kind));
    return sites;
  }

  private @Nullable TrackedPool put(TrackedPool fresh, @Nullable PoolLine line) {
    TrackedPool raced = pools.putIfAbsent(fresh, fresh);
    if (raced != null) {
      return raced;
    }
    if (line != null) {
      line.poolCreated();
    }
    return fresh;
  }

  /** Pools that were shut down only wait for the collector, which may be long in coming. */
  private boolean hasRoom() {
    if (!isFull()) {
      return true;
    }
    if (closed.get() > capacity / 8) {
      for (TrackedPool pool : pools.values()) {
        if (pool.isClosed() && pools.remove(pool) != null) {
          closed.decrementAndGet();
        }
      }
    }
    return !isFull();
  }

  private StackReader readerFor(Object pool, PoolKind kind) {
    String prefix = LibraryPrefix.of(pool.getClass(), kind);
    StackReader known = readers.get(prefix);
    return known != null
        ? known
        : readers.computeIfAbsent(prefix, library -> new StackReader(traces, traces.rule(library)));
  }

  private static final class LineKey {
    private final Frame frame;
    private final PoolKind kind;

    LineKey(Frame frame, PoolKind kind) {
      this.frame = frame;
      this.kind = kind;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof LineKey
          && kind == ((LineKey) other).kind
          && frame.equals(((LineKey) other).frame);
    }

    @Override
    public int hashCode() {
      return frame.hashCode() * 31 + kind.hashCode();
    }
  }
}
