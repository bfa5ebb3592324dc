package io.closewatch.tracker;

import java.util.Collections;
import java.util.Map;

/** One lease that ended with a time-out, and who held the connections at that moment. Immutable. */
public final class FailedLease {
  private final long atNanos;
  private final Trace trace;
  private final String threadName;
  private final String route;
  private final Map<Trace, Integer> holders;

  /**
   * @param atNanos {@link System#nanoTime} of the time-out
   * @param trace the stack that asked for a connection
   * @param threadName the thread that asked
   * @param route where to, or "" if it is not known
   * @param holders the stacks that held the pool's connections then, and how many each
   */
  public FailedLease(
      long atNanos, Trace trace, String threadName, String route, Map<Trace, Integer> holders) {
    this.atNanos = atNanos;
    this.trace = trace;
    this.threadName = threadName;
    this.route = route;
    this.holders = Collections.unmodifiableMap(holders);
  }

  public long atNanos() {
    return atNanos;
  }

  public Trace trace() {
    return trace;
  }

  public String threadName() {
    return threadName;
  }

  public String route() {
    return route;
  }

  public Map<Trace, Integer> holders() {
    return holders;
  }
}
