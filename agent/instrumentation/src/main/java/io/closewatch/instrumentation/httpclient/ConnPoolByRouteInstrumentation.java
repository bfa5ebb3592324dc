package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.http.impl.conn.tsccm.ConnPoolByRoute}, the pool of {@code
 * ThreadSafeClientConnManager} in HttpClient 4.0 to 4.2, and still there in 4.5.
 */
final class ConnPoolByRouteInstrumentation extends PoolType {

  ConnPoolByRouteInstrumentation() {
    super("tsccm.ConnPoolByRoute", PoolHooks.TSCCM_4);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        blockingLease(named("getEntryBlocking").and(takesArguments(5))),
        release(named("freeEntry").and(takesArguments(4))),
        evict(named("closeIdleConnections").or(named("closeExpiredConnections"))),
        close(named("shutdown")));
  }
}
