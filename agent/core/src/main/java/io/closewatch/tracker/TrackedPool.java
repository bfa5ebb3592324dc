package io.closewatch.tracker;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool of HTTP connections, held weakly, and what hooks have reported of it. Written by hooks on
 * any thread, without a lock; read by the scan.
 */
public final class TrackedPool extends WeakReference<Object> {
  /** {@link System#nanoTime} may be any number: this one stands for "never". */
  public static final long NEVER = Long.MIN_VALUE;

  private final PoolKind kind;
  private final String className;
  private final @Nullable Trace createdAt;
  private final long createdNanos;
  private volatile boolean closed;
  private volatile long evictedNanos = NEVER;
  private volatile long usedNanos = NEVER;
  private volatile long leased;
  private volatile long timedOut;
  private volatile long lostToGc;
  private @Nullable Object note;

  TrackedPool(
      Object pool,
      ReferenceQueue<Object> queue,
      PoolKind kind,
      @Nullable Trace createdAt,
      long createdNanos) {
    super(pool, queue);
    this.kind = kind;
    this.createdAt = createdAt;
    this.createdNanos = createdNanos;
    this.className = pool.getClass().getName();
  }

  public PoolKind kind() {
    return kind;
  }

  /** Binary name of the pool's class, which may be an anonymous subclass or a relocated copy. */
  public String className() {
    return className;
  }

  /** The stack that made the pool; null if that was before the agent came. */
  public @Nullable Trace createdAt() {
    return createdAt;
  }

  /** {@link System#nanoTime} when it was made, or was first heard of. */
  public long createdNanos() {
    return createdNanos;
  }

  /** True once code of the application has shut it down. */
  public boolean isClosed() {
    return closed;
  }

  /** {@link System#nanoTime} when somebody last asked it to close idle connections, or NEVER. */
  public long evictedNanos() {
    return evictedNanos;
  }

  /** {@link System#nanoTime} of the last lease or release, or NEVER. */
  public long usedNanos() {
    return usedNanos;
  }

  /** Leases since the agent came. */
  public long leased() {
    return leased;
  }

  /** Leases that ended with a time-out, since the agent came. */
  public long timedOut() {
    return timedOut;
  }

  /** Leased connections that the library found collected (HttpClient 3). */
  public long lostToGc() {
    return lostToGc;
  }

  /** The connections that are out now; a point-in-time copy, oldest first. */
  public List<Lease> leases() {
    return new ArrayList<>();
  }

  /** The leases that timed out last, each with who held the connections then; oldest first. */
  public List<FailedLease> failures() {
    return new ArrayList<>();
  }

  /** What the scan remembers of this pool; only for the thread that scans. */
  public @Nullable Object note() {
    return note;
  }

  public void note(Object remembered) {
    note = remembered;
  }
}
