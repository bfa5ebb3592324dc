package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code concurrent.BasicFuture} of HttpCore 4 and 5, with which leases are answered, but requests
 * and connects as well: these advices run often, mostly for nothing.
 */
final class BasicFutureInstrumentation extends PoolType {

  BasicFutureInstrumentation() {
    super("concurrent.BasicFuture", PoolHooks.STRICT_5);
  }

  @Override
  public boolean isPool() {
    return false;
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        own(
            "completed",
            "Completed",
            named("completed").and(takesArguments(Object.class)).and(returns(boolean.class))),
        own(
            "failed",
            "Failed",
            named("failed").and(takesArguments(Exception.class)).and(returns(boolean.class))),
        own(
            "cancel",
            "Cancelled",
            named("cancel").and(takesArguments(1)).and(takesArgument(0, boolean.class))));
  }

  @SuppressWarnings("unused")
  public static class CompletedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object future, @Advice.Argument(0) Object result) {
      PoolHooks.completing(future, result);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, backupArguments = false)
    public static void exit(
        @Advice.This Object future,
        @Advice.Argument(0) Object result,
        @Advice.Return boolean accepted) {
      PoolHooks.completed(future, result, accepted);
    }
  }

  @SuppressWarnings("unused")
  public static class FailedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object future, @Advice.Argument(0) Throwable failure) {
      PoolHooks.failed(future, failure);
    }
  }

  @SuppressWarnings("unused")
  public static class CancelledAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object future) {
      PoolHooks.cancelled(future);
    }
  }
}
