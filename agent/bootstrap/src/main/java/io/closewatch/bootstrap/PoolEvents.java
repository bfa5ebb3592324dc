package io.closewatch.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What the hooks in HTTP connection pools report; implemented in the agent loader. Called on
 * application threads that may hold a pool's lock: an implementation must not block, call into the
 * library (also not {@code equals}, {@code hashCode}, {@code toString}), or hold what it is given
 * strongly.
 *
 * <p>Where a lease blocks, {@code leased} or {@code leaseFailed} is all there is. Where it yields a
 * future, these come in turn: {@code leaseRequested} on the caller's thread; {@code requestQueued}
 * if the request has to wait; {@code leaseReturned} on the caller's thread; and on whatever thread,
 * before or after that, {@code completing} and {@code completed}, {@code failed} or {@code
 * cancelled} of that future.
 */
public interface PoolEvents {

  /**
   * A constructor of a pool returns. Comes twice where constructors call each other.
   *
   * @param kind one of the {@code PoolHooks} kind constants
   */
  void poolCreated(Object pool, int kind);

  /**
   * A blocking lease returns on this thread.
   *
   * @param entry the pool's own object for the connection, or the pool itself where it has only one
   */
  void leased(Object pool, int kind, Object entry);

  /** A blocking lease ends with an exception: a time-out, an interrupt, a shutdown. */
  void leaseFailed(Object pool, int kind, @Nullable Object route, Throwable failure);

  /** A lease that yields a future begins on this thread; overloads that call each other nest. */
  void leaseRequested(Object pool, int kind, @Nullable Object route);

  /**
   * The lease that this thread has just begun waits for so long.
   *
   * @param limit the library's own value; HttpCore 5 has a {@code TimeValue}
   */
  default void leaseLimited(Object limit) {}

  /** The lease that this thread has begun will be answered through {@code future}. */
  void requestQueued(Object future);

  /**
   * The lease that this thread has begun returns.
   *
   * @param future what the caller gets, or null if {@code failure} is thrown
   */
  void leaseReturned(Object pool, @Nullable Object future, @Nullable Throwable failure);

  /** Some future is about to be completed: one of a lease, or any other of that library. */
  void completing(Object future, @Nullable Object result);

  /**
   * ... and was.
   *
   * @param accepted false if the future was done already, so that nobody gets {@code result}
   */
  void completed(Object future, @Nullable Object result, boolean accepted);

  /** Some future is about to fail. */
  void failed(Object future, @Nullable Throwable failure);

  /** Some future is about to be cancelled. */
  void cancelled(Object future);

  /**
   * Whoever waited on this thread for the answer of {@code future} leaves without it, by an
   * exception. An answer that the future has, or still gets, is lost unless the library gives it
   * back itself.
   */
  void leaseGivenUp(Object future);

  /** A lease is about to be given back; also called for leases from before the agent came. */
  void released(Object pool, int kind, Object entry);

  /**
   * This thread has connected for a request, or has tried to, that was cancelled by then: whatever
   * it opened, the code that waits for a response will never have it.
   *
   * @param sinceNanos {@link System#nanoTime} when it began
   */
  void connectCancelled(Object request, long sinceNanos);

  /** The pool noticed that a leased connection was collected (HttpClient 3). */
  void lostToGc(Object pool, int kind);

  /** Somebody asks the pool to close idle or expired connections. */
  void evicting(Object pool, int kind);

  /** The pool is being shut down. */
  void closing(Object pool, int kind);
}
