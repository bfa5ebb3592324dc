package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.hc.core5.pool.StrictConnPool}, the default of HttpClient 5. The managers
 * override {@code closeIdle} and {@code closeExpired}, but both end in {@code enumAvailable}.
 */
final class StrictConnPoolInstrumentation extends PoolType {

  StrictConnPoolInstrumentation() {
    super("pool.StrictConnPool", PoolHooks.STRICT_5);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        limitedLease(named("lease")),
        release(named("release").and(takesArguments(2)).and(takesArgument(1, boolean.class))),
        evict(named("enumAvailable")),
        close(named("close")));
  }
}
