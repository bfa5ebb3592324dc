package io.closewatch.tracker;

import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is out of its pool: the pool's entry, held weakly, and who asked for it. The
 * stack is taken unread, since most leases are over before anybody asks; the first scan that meets
 * the lease reads it and lets it go, and with it the classes that it holds.
 */
public final class Lease extends IdentityReference {
  private final Caller caller;
  private final long sinceNanos;
  private volatile boolean unclaimed;

  Lease(Object entry, @Nullable ReferenceQueue<Object> queue, Caller caller, long sinceNanos) {
    super(entry, queue);
    this.caller = caller;
    this.sinceNanos = sinceNanos;
  }

  /** The stack that asked for the connection; only for the thread that scans. */
  public Trace trace() {
    return caller.trace();
  }

  /** The thread that asked, held weakly, and its name. */
  public Handler by() {
    return caller.by();
  }

  /** {@link System#nanoTime} when the connection was handed out. */
  public long sinceNanos() {
    return sinceNanos;
  }

  /** Whether whoever asked had stopped waiting when it came, so that nobody has the connection. */
  public boolean isUnclaimed() {
    return unclaimed;
  }

  /** Whether the connection has come back since, or gone out anew. */
  public boolean isOver() {
    return !pool().isOut(this);
  }

  void unclaimed() {
    unclaimed = true;
  }

  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Caller other) {
    return caller == other;
  }

  TrackedPool pool() {
    return caller.pool();
  }
}
