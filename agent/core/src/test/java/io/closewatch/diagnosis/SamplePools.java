package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.trace;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.FailedLease;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.PoolSite;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** HTTP pools in the states that matter, for the tests of reports and MBeans. */
public final class SamplePools {
  public static final String FETCH = "com.acme.Crawler.fetch(Crawler.java:42)";
  public static final String POLL = "com.acme.Feed.poll(Feed.java:7)";
  public static final String MAKE = "com.acme.Http.client(Http.java:12)";
  public static final String DIRECT = "{}->http://localhost:8081";
  public static final String PROXIED = "{tls}->http://proxy:3128->https://shop.example:443";

  /** All five connections are out, three requests wait, two idle ones are of another route. */
  public static PoolSnapshot exhausted() {
    List<PoolConnection> connections = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      connections.add(leased(FETCH, 200_000 - i).row(row(TcpState.CLOSE_WAIT, 1)).build());
    }
    connections.add(leased(POLL, 2_000).open(false).build());
    connections.add(idle(PROXIED).row(row(TcpState.CLOSE_WAIT, 1)).build());
    connections.add(idle(PROXIED).open(false).build());
    return pool("PoolingHttpClientConnectionManager-1")
        .leased(5)
        .available(2)
        .pending(3)
        .pendingMillis(70_000)
        .max(7)
        .maxPerRoute(5)
        .routes(
            List.of(
                PoolRoute.of(PROXIED).leased(0).available(2).pending(0).max(5).build(),
                PoolRoute.of(DIRECT).leased(5).available(0).pending(3).max(5).build()))
        .connections(connections)
        .leasedTotal(4711)
        .timedOutTotal(7)
        .failures(List.of(failure(12)))
        .build();
  }

  /** Nothing is wrong with it. */
  public static PoolSnapshot quiet(int number) {
    return pool("PoolingHttpClientConnectionManager-" + number)
        .leased(0)
        .available(1)
        .pending(0)
        .max(20)
        .evictedMillis(3_000)
        .leasedTotal(10)
        .connections(List.of(idle(DIRECT).row(row(TcpState.ESTABLISHED, 0)).build()))
        .routes(List.of(PoolRoute.of(DIRECT).leased(0).available(1).pending(0).max(2).build()))
        .build();
  }

  public static PoolSnapshot.Builder pool(String name) {
    return PoolSnapshot.of(name, PoolKind.POOL_4)
        .library("Apache HttpClient 4.5.14")
        .createdAt(trace(0, MAKE, "com.acme.Main.main(Main.java:3)"))
        .nowNanos(TimeUnit.SECONDS.toNanos(1_000));
  }

  public static PoolConnection.Builder leased(String line, long sinceMillis) {
    Trace by =
        trace(1, "org.apache.http.pool.AbstractConnPool.lease(AbstractConnPool.java:1)", line);
    return PoolConnection.of(PoolState.LEASED)
        .route(DIRECT)
        .open(true)
        .remote(Endpoint.ofIpv4(0x7F000001, 8081))
        .sinceMillis(sinceMillis)
        .quietMillis(sinceMillis)
        .lease(new Handling(by, "worker-1", null, false, null, -1));
  }

  public static PoolConnection.Builder idle(String route) {
    boolean proxied = route.equals(PROXIED);
    return PoolConnection.of(PoolState.IDLE)
        .route(route)
        .open(true)
        .remote(Endpoint.ofIpv4(proxied ? 0x0A000009 : 0x7F000001, proxied ? 3128 : 8081))
        .sinceMillis(5_000);
  }

  /** A lease of the crawler's that timed out so long ago. */
  public static FailedLease failure(int secondsAgo) {
    return new FailedLease(
        TimeUnit.SECONDS.toNanos(1_000 - secondsAgo),
        trace(0, FETCH),
        "worker-9",
        DIRECT,
        Map.of(trace(0, FETCH), 5));
  }

  public static PoolSite site(long created, long closed, long collected) {
    Trace made = trace(0, MAKE);
    return new PoolSite(made.frames().get(0), made, PoolKind.POOL_4, created, closed, collected);
  }

  public static HttpPools pools(PoolSnapshot... pools) {
    return HttpPools.of().pools(List.of(pools)).build();
  }

  /** A process without sockets that any hook saw. */
  public static Snapshot snapshot(HttpPools pools) {
    return new Snapshot(NOW, NOW, 12_300, List.of(), List.of(), kernel(), 0, List.of(), pools);
  }

  private SamplePools() {}
}
