package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.http.impl.conn.BasicHttpClientConnectionManager} of HttpClient 4.3 to 4.5,
 * which has one connection.
 */
final class BasicHttpClientConnectionManager4Instrumentation extends PoolType {

  BasicHttpClientConnectionManager4Instrumentation() {
    super("conn.BasicHttpClientConnectionManager", PoolHooks.BASIC_4);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        singleLease(
            named("getConnection").and(takesArguments(2)).and(takesArgument(1, Object.class))),
        singleRelease(
            named("releaseConnection").and(takesArguments(4)).and(takesArgument(2, long.class))),
        evict(named("closeIdleConnections").or(named("closeExpiredConnections"))),
        close(named("shutdown").or(named("close"))));
  }
}
