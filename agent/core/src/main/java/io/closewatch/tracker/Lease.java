package io.closewatch.tracker;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is out of its pool: the pool's entry, held weakly, and who asked for it. The
 * stack is taken unread, since most leases are over before anybody asks; the first scan that meets
 * the lease reads it and lets it go, and with it the classes that it holds.
 */
public final class Lease extends WeakReference<Object> {
  private final Handler by;
  private final long sinceNanos;

  Lease(Object entry, @Nullable ReferenceQueue<Object> queue, Handler by, long sinceNanos) {
    super(entry, queue);
    this.by = by;
    this.sinceNanos = sinceNanos;
  }

  /** The stack that asked for the connection; only for the thread that scans. */
  public Trace trace() {
    return TraceTable.OTHER_TRACE;
  }

  /** The thread that asked, held weakly, and its name. */
  public Handler by() {
    return by;
  }

  /** {@link System#nanoTime} when the connection was handed out. */
  public long sinceNanos() {
    return sinceNanos;
  }
}
