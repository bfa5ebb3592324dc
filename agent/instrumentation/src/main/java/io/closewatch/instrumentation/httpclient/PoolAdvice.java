package io.closewatch.instrumentation.httpclient;

import io.closewatch.bootstrap.PoolHooks;
import net.bytebuddy.asm.Advice;

/**
 * Advice that fits the pools of several generations. It is inlined into classes from 2001 (class
 * files of version 46) on: no constant of a later version, such as a class literal.
 */
final class PoolAdvice {

  @SuppressWarnings("unused")
  public static class CreatedAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(@Advice.This Object pool, @Kind int kind) {
      PoolHooks.poolCreated(pool, kind);
    }
  }

  /** For methods that take a route and return an entry. */
  @SuppressWarnings("unused")
  public static class BlockingLeaseAdvice {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void exit(
        @Advice.This Object pool,
        @Kind int kind,
        @Advice.Argument(0) Object route,
        @Advice.Return Object entry,
        @Advice.Thrown Throwable failure) {
      PoolHooks.leaseEnded(pool, kind, route, entry, failure);
    }
  }

  /** For methods that take a route and return a view of the only connection. */
  @SuppressWarnings("unused")
  public static class SingleLeaseAdvice {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void exit(
        @Advice.This Object pool,
        @Kind int kind,
        @Advice.Argument(0) Object route,
        @Advice.Thrown Throwable failure) {
      PoolHooks.leaseEnded(pool, kind, route, pool, failure);
    }
  }

  /** For methods that take a route and return a future. */
  @SuppressWarnings("unused")
  public static class FutureLeaseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(
        @Advice.This Object pool, @Kind int kind, @Advice.Argument(0) Object route) {
      PoolHooks.leaseRequested(pool, kind, route);
    }

    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        backupArguments = false)
    public static void exit(
        @Advice.This Object pool, @Advice.Return Object future, @Advice.Thrown Throwable failure) {
      PoolHooks.leaseReturned(pool, future, failure);
    }
  }

  /** The same where the third argument, if there is one, says how long to wait. */
  @SuppressWarnings("unused")
  public static class LimitedLeaseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(
        @Advice.This Object pool,
        @Kind int kind,
        @Advice.Argument(0) Object route,
        @Advice.Argument(value = 2, optional = true) Object limit) {
      PoolHooks.leaseRequested(pool, kind, route, limit);
    }

    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        backupArguments = false)
    public static void exit(
        @Advice.This Object pool, @Advice.Return Object future, @Advice.Thrown Throwable failure) {
      PoolHooks.leaseReturned(pool, future, failure);
    }
  }

  @SuppressWarnings("unused")
  public static class ReleaseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(
        @Advice.This Object pool, @Kind int kind, @Advice.Argument(0) Object entry) {
      PoolHooks.released(pool, kind, entry);
    }
  }

  @SuppressWarnings("unused")
  public static class SingleReleaseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object pool, @Kind int kind) {
      PoolHooks.released(pool, kind, pool);
    }
  }

  @SuppressWarnings("unused")
  public static class EvictAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object pool, @Kind int kind) {
      PoolHooks.evicting(pool, kind);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object pool, @Kind int kind) {
      PoolHooks.closing(pool, kind);
    }
  }

  private PoolAdvice() {}
}
