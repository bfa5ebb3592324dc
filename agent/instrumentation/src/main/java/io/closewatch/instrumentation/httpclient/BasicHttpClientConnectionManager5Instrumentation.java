package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager} of HttpClient 5,
 * which has one connection.
 */
final class BasicHttpClientConnectionManager5Instrumentation extends PoolType {

  BasicHttpClientConnectionManager5Instrumentation() {
    super("io.BasicHttpClientConnectionManager", PoolHooks.BASIC_5);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        singleLease(
            named("getConnection").and(takesArguments(2)).and(takesArgument(1, Object.class))),
        singleRelease(named("release").and(takesArguments(3)).and(takesArgument(1, Object.class))),
        evict(named("closeIdle").or(named("closeExpired"))),
        close(named("close")));
  }
}
