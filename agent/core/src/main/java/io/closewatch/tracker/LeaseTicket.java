package io.closewatch.tracker;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One call of a {@code lease()} that yields a future, until that is answered. Tickets of calls
 * within calls on one thread form a chain. Refers to the route, weakly.
 */
final class LeaseTicket extends WeakReference<Object> {
  private static final int OPEN = 0;
  private static final int LEASED = 1;
  private static final int ENDED = 2;

  private final Caller caller;
  private final long requestedNanos;
  private final AtomicInteger state = new AtomicInteger(OPEN);
  private @Nullable LeaseTicket outer;
  private @Nullable Object innerOutcome;
  private boolean queued;
  private volatile @Nullable Object limit;
  private volatile boolean givenUp;

  LeaseTicket(Caller caller, @Nullable Object route, @Nullable LeaseTicket outer) {
    super(route);
    this.caller = caller;
    this.outer = outer;
    this.requestedNanos = System.nanoTime();
  }

  Caller caller() {
    return caller;
  }

  TrackedPool pool() {
    return caller.pool();
  }

  long requestedNanos() {
    return requestedNanos;
  }

  /** How long to wait, in a type of the library. */
  void limited(Object value) {
    limit = value;
  }

  /** Whether the time is up for which the caller would wait, rather than something else came. */
  boolean hasWaitedInVain(long nowNanos) {
    Object value = limit;
    long nanos = value == null ? -1 : WaitLimit.nanos(value);
    return nowNanos - requestedNanos >= Math.max(nanos, TimedOutLease.SHORTEST_WAIT_NANOS);
  }

  /** True for the first answer of all. */
  boolean lease() {
    return state.compareAndSet(OPEN, LEASED);
  }

  /** Failed or cancelled; true for the first answer of all. */
  boolean end() {
    return state.compareAndSet(OPEN, ENDED);
  }

  /** Whether somebody has tried to end it. */
  boolean isEnded() {
    return state.get() == ENDED;
  }

  /** Who asked does not wait any more; an answer may come all the same. */
  void giveUp() {
    givenUp = true;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** Only for the thread that asked, as are the rest. */
  boolean isQueued() {
    return queued;
  }

  void queued() {
    queued = true;
  }

  @Nullable LeaseTicket outer() {
    return outer;
  }

  /** A call within this one has returned or thrown {@code outcome}. */
  void innerReturned(Object outcome) {
    innerOutcome = outcome;
  }

  /** True if this call passes on what another overload has returned. */
  @SuppressWarnings("ReferenceEquality")
  boolean passesOn(Object outcome) {
    return innerOutcome == outcome;
  }

  /** The call is over. */
  void detach() {
    outer = null;
    innerOutcome = null;
  }
}
