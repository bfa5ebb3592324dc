package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

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
        own("evict", "Evict", named("closeIdleConnections").and(takesArguments(2))).optional(),
        close(named("shutdown")));
  }

  /**
   * SingleClientConnManager itself calls closeExpiredConnections before each lease, which calls
   * closeIdleConnections with 0: neither tells that the application evicts.
   */
  @SuppressWarnings("unused")
  public static class EvictAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(
        @Advice.This Object pool, @Kind int kind, @Advice.Argument(0) long idleTime) {
      if (idleTime > 0) {
        PoolHooks.evicting(pool, kind);
      }
    }
  }
}
