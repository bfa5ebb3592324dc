package io.closewatch.tracker;

/**
 * Who asked for a connection of a pool: the thread, and its stack as it is, which the first scan
 * reads and lets go.
 */
final class Caller {
  private final TrackedPool pool;
  private final Handler by;

  /** A {@link BareStack} first, then a {@link Trace}. */
  private volatile Object stack = new BareStack();

  Caller(TrackedPool pool, Handler by) {
    this.pool = pool;
    this.by = by;
  }

  TrackedPool pool() {
    return pool;
  }

  Handler by() {
    return by;
  }

  /** Not on the caller's path: costs some 20 microseconds the first time. */
  Trace trace() {
    Object known = stack;
    if (known instanceof Trace) {
      return (Trace) known;
    }
    Trace trace = pool.traceOf((BareStack) known);
    stack = trace;
    return trace;
  }
}
