package io.closewatch.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What instrumented HTTP connection pools call, from any class loader. Lives in the boot loader;
 * JDK types only, no lambdas, no logging. Errors of the sink are counted with those of {@link
 * SocketHooks}. The events are those of {@link PoolEvents}.
 */
public final class PoolHooks {

  public static final int MULTI_THREADED_3 = 0;
  public static final int SIMPLE_3 = 1;
  public static final int TSCCM_4 = 2;
  public static final int SINGLE_4 = 3;
  public static final int POOL_4 = 4;
  public static final int BASIC_4 = 5;
  public static final int NIO_POOL_4 = 6;
  public static final int STRICT_5 = 7;
  public static final int LAX_5 = 8;
  public static final int OFFLOCK_5 = 9;
  public static final int BASIC_5 = 10;

  private static volatile @Nullable PoolEvents sink;

  /** Events go to {@code events} from now on; null turns the hooks into no-ops. */
  public static void install(@Nullable PoolEvents events) {
    sink = events;
  }

  public static void poolCreated(Object pool, int kind) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.poolCreated(pool, kind);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  /** A blocking lease ends in either way; {@code leased} or {@code leaseFailed} of the sink. */
  public static void leaseEnded(
      Object pool,
      int kind,
      @Nullable Object route,
      @Nullable Object entry,
      @Nullable Throwable failure) {
    if (failure != null) {
      leaseFailed(pool, kind, route, failure);
    } else if (entry != null) {
      leased(pool, kind, entry);
    }
  }

  public static void leased(Object pool, int kind, Object entry) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.leased(pool, kind, entry);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void leaseFailed(Object pool, int kind, @Nullable Object route, Throwable failure) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.leaseFailed(pool, kind, route, failure);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void leaseRequested(Object pool, int kind, @Nullable Object route) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.leaseRequested(pool, kind, route);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  /** As above, where the caller also says how long to wait. */
  public static void leaseRequested(
      Object pool, int kind, @Nullable Object route, @Nullable Object limit) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.leaseRequested(pool, kind, route);
      if (limit != null) {
        events.leaseLimited(limit);
      }
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void requestQueued(Object future) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.requestQueued(future);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void leaseReturned(
      Object pool, @Nullable Object future, @Nullable Throwable failure) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.leaseReturned(pool, future, failure);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void completing(Object future, @Nullable Object result) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.completing(future, result);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void completed(Object future, @Nullable Object result, boolean accepted) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.completed(future, result, accepted);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void failed(Object future, @Nullable Throwable failure) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.failed(future, failure);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void cancelled(Object future) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.cancelled(future);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void leaseGivenUp(Object future) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.leaseGivenUp(future);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void released(Object pool, int kind, Object entry) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.released(pool, kind, entry);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void connectCancelled(Object request, long sinceNanos) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.connectCancelled(request, sinceNanos);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void lostToGc(Object pool, int kind) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.lostToGc(pool, kind);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void evicting(Object pool, int kind) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.evicting(pool, kind);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void closing(Object pool, int kind) {
    PoolEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.closing(pool, kind);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  private PoolHooks() {}
}
