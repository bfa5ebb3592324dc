package io.closewatch.tracker;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A pool of HTTP connections, held weakly, and what hooks have reported of it. Written by hooks on
 * any thread, without a lock; read by the scan.
 */
public final class TrackedPool extends IdentityReference {
  /** {@link System#nanoTime} may be any number: this one stands for "never". */
  public static final long NEVER = Long.MIN_VALUE;

  private static final int MAX_FAILURES = 20;

  private final PoolKind kind;
  private final String className;
  private final StackReader reader;
  private final @Nullable Trace createdAt;
  private final @Nullable PoolLine line;
  private final long createdNanos;
  private final ConcurrentMap<Object, Lease> leases = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong leased = new AtomicLong();
  private final AtomicLong leasedTwice = new AtomicLong();
  private final AtomicLong timedOut = new AtomicLong();
  private final Queue<TimedOutLease> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failuresKept = new AtomicInteger();
  private final @Nullable EarlyReleases early;
  private volatile @Nullable TimedOutLease lastFailure;
  private final AtomicLong lostToGc = new AtomicLong();
  private volatile @Nullable Caller firstUse;
  private volatile long evictedNanos = NEVER;
  private volatile long usedNanos = NEVER;
  private @Nullable Object note;

  TrackedPool(
      Object pool,
      ReferenceQueue<Object> queue,
      PoolKind kind,
      StackReader reader,
      @Nullable Trace createdAt,
      @Nullable PoolLine line,
      long createdNanos) {
    super(pool, queue);
    this.kind = kind;
    this.reader = reader;
    this.createdAt = createdAt;
    this.line = line;
    this.createdNanos = createdNanos;
    this.className = pool.getClass().getName();
    // The other kinds tell of every lease before anybody can have the connection.
    this.early = kind == PoolKind.LAX_5 || kind == PoolKind.OFFLOCK_5 ? new EarlyReleases() : null;
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
    return closed.get();
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
    return leased.get();
  }

  /** The stack of one of its first leases; null before. Only for the thread that scans. */
  public @Nullable Trace usedAt() {
    Caller first = firstUse;
    return first == null ? null : first.trace();
  }

  /** Leases of an entry that was out already: the pool is broken, or a release was not seen. */
  public long leasedTwice() {
    return leasedTwice.get();
  }

  /** Leases that ended with a time-out, since the agent came. */
  public long timedOut() {
    return timedOut.get();
  }

  /** Leased connections that the library found collected (HttpClient 3). */
  public long lostToGc() {
    return lostToGc.get();
  }

  /** The connections that are out now; a point-in-time copy, oldest first. */
  public List<Lease> leases() {
    List<Lease> out = new ArrayList<>();
    if (!closed.get()) {
      for (Lease lease : leases.values()) {
        if (lease.get() != null) {
          out.add(lease);
        }
      }
      out.sort((one, other) -> Long.signum(one.sinceNanos() - other.sinceNanos()));
    }
    return out;
  }

  /**
   * The leases that timed out last, each with who held the connections then; oldest first. Only for
   * the thread that scans.
   */
  public List<FailedLease> failures() {
    List<FailedLease> read = new ArrayList<>();
    for (TimedOutLease failure : failures) {
      read.add(failure.read());
    }
    return read;
  }

  /** What the scan remembers of this pool; only for the thread that scans. */
  public @Nullable Object note() {
    return note;
  }

  public void note(Object remembered) {
    note = remembered;
  }

  Trace traceOf(BareStack stack) {
    return reader.traceOf(stack);
  }

  /** Who made it, or null. */
  @Nullable PoolLine line() {
    return line;
  }

  /** A lease was granted, whether it is followed or not. */
  void used(Caller caller, long nanos) {
    leased.incrementAndGet();
    usedNanos = nanos;
    if (firstUse == null) {
      firstUse = caller; // of two at once either will do
    }
  }

  /** False if that entry was out already: then the new lease stands for it. */
  boolean add(Lease lease) {
    if (leases.put(lease, lease) == null) {
      return true;
    }
    leasedTwice.incrementAndGet();
    return false;
  }

  /** Entries that were given back before their lease was known; null if that cannot be. */
  @Nullable EarlyReleases early() {
    return early;
  }

  boolean hasLeases() {
    return !closed.get() && !leases.isEmpty();
  }

  void timedOut(Caller caller, @Nullable Object route) {
    timedOut.incrementAndGet();
    TimedOutLease failure = new TimedOutLease(caller, route, leases.values(), lastFailure);
    lastFailure = failure;
    failures.add(failure);
    if (failuresKept.incrementAndGet() > MAX_FAILURES && failures.poll() != null) {
      failuresKept.decrementAndGet();
    }
  }

  @Nullable Lease lease(Object entry) {
    return leases.get(new Sought(entry));
  }

  /** Whether it is the present lease of its entry; also where the entry is gone. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOut(Lease lease) {
    return leases.get(lease) == lease;
  }

  /** True if that entry was out. */
  boolean remove(Object entry) {
    return leases.remove(new Sought(entry)) != null;
  }

  /** Drops a lease whose entry is gone. */
  boolean removeCollected(Lease lease) {
    return leases.remove(lease) != null;
  }

  /** Drops all leases and tells how many these were. */
  int dropLeases() {
    int dropped = 0;
    for (Iterator<Map.Entry<Object, Lease>> i = leases.entrySet().iterator(); i.hasNext(); ) {
      dropped += leases.remove(i.next().getKey()) == null ? 0 : 1;
    }
    return dropped;
  }

  void released(long nanos) {
    usedNanos = nanos;
  }

  void evicted(long nanos) {
    evictedNanos = nanos;
  }

  /**
   * Its only connection was closed by code after its last use: there is nothing else to close, and
   * HttpClient 3.0 has no other call for it.
   */
  boolean wasEmptied() {
    return kind.isSingle()
        && evictedNanos != NEVER
        && usedNanos != NEVER
        && evictedNanos - usedNanos >= 0
        && leases.isEmpty();
  }

  void lostOne() {
    lostToGc.incrementAndGet();
  }

  /** True for the first call. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  /** Reads every stack that was not read yet, so that no class stays loaded because of it. */
  void readStacks() {
    for (Map.Entry<Object, Lease> entry : leases.entrySet()) {
      ((Lease) entry.getKey()).trace(); // another one if the entry was leased twice
      entry.getValue().trace();
    }
    for (TimedOutLease failure : failures) {
      failure.read();
    }
    usedAt();
  }
}
