package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.hc.core5.pool.RouteSegmentedConnPool}, HttpCore 5.4 and later. Its futures are
 * {@code CompletableFuture}s and need no hook.
 */
final class RouteSegmentedConnPoolInstrumentation extends PoolType {

  RouteSegmentedConnPoolInstrumentation() {
    super("pool.RouteSegmentedConnPool", PoolHooks.OFFLOCK_5);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        limitedLease(named("lease")),
        release(named("release").and(takesArguments(2)).and(takesArgument(1, boolean.class))),
        evict(named("closeIdle").or(named("closeExpired"))),
        close(named("close")));
  }
}
