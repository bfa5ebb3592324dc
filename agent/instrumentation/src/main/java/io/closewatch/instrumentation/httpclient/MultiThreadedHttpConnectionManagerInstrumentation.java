package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.commons.httpclient.MultiThreadedHttpConnectionManager}, 3.0 and 3.1: leases,
 * evictions and the end. What comes back goes to its inner class.
 */
final class MultiThreadedHttpConnectionManagerInstrumentation extends PoolType {

  MultiThreadedHttpConnectionManagerInstrumentation() {
    super("httpclient.MultiThreadedHttpConnectionManager", PoolHooks.MULTI_THREADED_3);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        blockingLease(
            named("doGetConnection").and(takesArguments(2)).and(takesArgument(1, long.class))),
        evict(named("closeIdleConnections")),
        close(named("shutdown")));
  }
}
