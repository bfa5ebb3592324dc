package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.commons.httpclient.SimpleHttpConnectionManager}, 3.0 and 3.1: the one
 * connection of {@code new HttpClient()}. Every lease ends in {@code getConnectionWithTimeout}.
 */
final class SimpleHttpConnectionManagerInstrumentation extends PoolType {

  SimpleHttpConnectionManagerInstrumentation() {
    super("httpclient.SimpleHttpConnectionManager", PoolHooks.SIMPLE_3);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        singleLease(
            named("getConnectionWithTimeout")
                .and(takesArguments(2))
                .and(takesArgument(1, long.class))),
        singleRelease(named("releaseConnection").and(takesArguments(1))),
        evict(named("closeIdleConnections")),
        close(named("shutdown")));
  }
}
