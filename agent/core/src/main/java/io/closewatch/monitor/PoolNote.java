package io.closewatch.monitor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the scans remember of one pool from one to the next. Only touched under the scan lock, as
 * what it holds.
 */
final class PoolNote {
  private static final long NOT_PENDING = Long.MIN_VALUE;

  private final String name;
  private long pendingSinceNanos = NOT_PENDING;
  private Map<Object, Quiet> before = new HashMap<>(0);
  private Map<Object, Quiet> now = new HashMap<>(0);
  private Set<Object> leftBefore = new HashSet<>(0);
  private Set<Object> leftNow = new HashSet<>(0);

  PoolNote(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Begins a scan; connections that it does not ask for are forgotten. */
  void begin() {
    before = now;
    now = new HashMap<>(before.size());
    leftBefore = leftNow;
    leftNow = new HashSet<>(leftBefore.size());
  }

  /** Whether an earlier scan saw the thread of a lease elsewhere; to be asked in every scan. */
  boolean hasLeft(Object lease) {
    boolean left = leftBefore.contains(lease);
    if (left) {
      leftNow.add(lease);
    }
    return left;
  }

  /** The thread of a lease was seen elsewhere in this scan. */
  void left(Object lease) {
    leftNow.add(lease);
  }

  /** For how long every scan has found requests waiting. */
  long pendingNanos(int pending, long nowNanos) {
    if (pending <= 0) {
      pendingSinceNanos = NOT_PENDING;
      return 0;
    }
    if (pendingSinceNanos == NOT_PENDING) {
      pendingSinceNanos = nowNanos;
    }
    return nowNanos - pendingSinceNanos;
  }

  /**
   * For how long every scan has found a connection as it is.
   *
   * @param connection what it is known by
   * @param as what it looks like
   */
  long quietNanos(Object connection, String as, long nowNanos) {
    Quiet last = before.get(connection);
    Quiet quiet = last != null && last.as.equals(as) ? last : new Quiet(as, nowNanos);
    now.put(connection, quiet);
    return nowNanos - quiet.sinceNanos;
  }

  private static final class Quiet {
    private final String as;
    private final long sinceNanos;

    Quiet(String as, long sinceNanos) {
      this.as = as;
      this.sinceNanos = sinceNanos;
    }
  }
}
