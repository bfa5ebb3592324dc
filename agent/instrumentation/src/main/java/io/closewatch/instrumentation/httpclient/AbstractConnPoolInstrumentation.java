package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.http.pool.AbstractConnPool} of HttpCore 4.2 to 4.4, the pool of the blocking
 * HttpClient 4.2 to 4.5. Every lease ends in {@code getPoolEntryBlocking}, whose last argument has
 * changed its type; a manager that finds a connection stale leases again behind it.
 */
final class AbstractConnPoolInstrumentation extends PoolType {

  AbstractConnPoolInstrumentation() {
    super("pool.AbstractConnPool", PoolHooks.POOL_4);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        blockingLease(named("getPoolEntryBlocking").and(takesArguments(5))),
        release(named("release").and(takesArguments(2)).and(takesArgument(1, boolean.class))),
        evict(named("closeIdle").or(named("closeExpired"))),
        close(named("shutdown")));
  }
}
