package io.closewatch.instrumentation.httpclient;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Every type that is hooked in Commons HttpClient 3, HttpClient 4 and 5, and HttpAsyncClient 4. The
 * pools rather than their managers: those are wrapped and subclassed, and every lease ends in a
 * pool, whose methods stay the same throughout a generation.
 */
public final class HttpClientHooks {

  /** In no particular order. */
  public static List<TypeInstrumentation> all() {
    List<TypeInstrumentation> all =
        new ArrayList<>(
            Arrays.asList(
                new MultiThreadedHttpConnectionManagerInstrumentation(),
                new ConnectionPool3Instrumentation(),
                new SimpleHttpConnectionManagerInstrumentation(),
                new ConnPoolByRouteInstrumentation(),
                new SingleClientConnManagerInstrumentation("SingleClientConnManager"),
                new SingleClientConnManagerInstrumentation("BasicClientConnectionManager"),
                new AbstractConnPoolInstrumentation(),
                new BasicHttpClientConnectionManager4Instrumentation(),
                new AbstractNioConnPoolInstrumentation(),
                new LeaseRequestInstrumentation("pool.LeaseRequest", PoolHooks.NIO_POOL_4),
                new StrictConnPoolInstrumentation(),
                new LeaseRequestInstrumentation(
                    "pool.StrictConnPool$LeaseRequest", PoolHooks.STRICT_5),
                new LaxConnPoolInstrumentation(),
                new LeaseRequestInstrumentation("pool.LaxConnPool$LeaseRequest", PoolHooks.LAX_5),
                new RouteSegmentedConnPoolInstrumentation(),
                new BasicHttpClientConnectionManager5Instrumentation(),
                new BasicFutureInstrumentation(),
                new InternalExecRuntimeInstrumentation()));
    all.addAll(WaitForLeaseInstrumentation.all());
    return Collections.unmodifiableList(all);
  }

  private HttpClientHooks() {}
}
