package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.http.impl.conn.SingleClientConnManager} of HttpClient 4.0 to 4.2, and its
 * successor in 4.2, {@code BasicClientConnectionManager}: one connection each.
 */
final class SingleClientConnManagerInstrumentation extends PoolType {

  SingleClientConnManagerInstrumentation(String simpleName) {
    super("conn." + simpleName, PoolHooks.SINGLE_4);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        singleLease(
            named("getConnection").and(takesArguments(2)).and(takesArgument(1, Object.class))),
        singleRelease(
            named("releaseConnection").and(takesArguments(3)).and(takesArgument(1, long.class))),
        evict(named("closeIdleConnections").or(named("closeExpiredConnections"))),
        close(named("shutdown")));
  }
}
