package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;

/**
 * {@code org.apache.http.nio.pool.AbstractNIOConnPool}, the pool of HttpAsyncClient 4. It has up to
 * four overloads of {@code lease}, which call each other.
 */
final class AbstractNioConnPoolInstrumentation extends PoolType {

  AbstractNioConnPoolInstrumentation() {
    super("pool.AbstractNIOConnPool", PoolHooks.NIO_POOL_4);
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        created(),
        futureLease(named("lease")),
        release(named("release").and(takesArguments(2)).and(takesArgument(1, boolean.class))),
        evict(named("closeIdle").or(named("closeExpired"))),
        close(named("shutdown")));
  }
}
