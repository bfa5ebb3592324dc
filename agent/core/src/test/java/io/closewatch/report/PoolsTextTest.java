package io.closewatch.report;

import static io.closewatch.diagnosis.SamplePools.DIRECT;
import static io.closewatch.diagnosis.SamplePools.FETCH;
import static io.closewatch.diagnosis.SamplePools.exhausted;
import static io.closewatch.diagnosis.SamplePools.idle;
import static io.closewatch.diagnosis.SamplePools.leased;
import static io.closewatch.diagnosis.SamplePools.pool;
import static io.closewatch.diagnosis.SamplePools.pools;
import static io.closewatch.diagnosis.SamplePools.quiet;
import static io.closewatch.diagnosis.SamplePools.site;
import static io.closewatch.diagnosis.SamplePools.snapshot;
import static io.closewatch.diagnosis.SitelessFindings.leases;
import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.kernel.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolsTextTest {

  @Test
  void saysNothingWhereThereAreNoPools() {
    assertThat(text(HttpPools.NONE, 40)).isEmpty();
  }

  @Test
  void showsWhoHoldsTheConnectionsOfAnExhaustedPool() {
    assertThat(text(pools(quiet(2), exhausted()), 40))
        .isEqualTo(
            """
            HTTP connection pools, heaviest first
              PoolingHttpClientConnectionManager-1: 5 of 7 leased, 2 available, 3 pending for 1m 10s
                leased at  com.acme.Crawler.fetch(Crawler.java:42) x4, the oldest 3m 20s ago
                           com.acme.Feed.poll(Feed.java:7) x1, 2s ago
                timed out  7 leases, the last 12s ago
                leased     4 in CLOSE_WAIT, 1 without open connection
                available  1 in CLOSE_WAIT, 1 ghost (closed, but counts against max)
                route      5 of 5 leased, 0 available, 3 pending: {}->http://localhost:8081
                route      0 of 5 leased, 2 available, 0 pending:
                           {tls}->http://proxy:3128->https://shop.example:443, peer 10.0.0.9:3128
                eviction   never since the agent came
                made at    com.acme.Http.client(Http.java:12) (Apache HttpClient 4.5.14)
              PoolingHttpClientConnectionManager-2: 0 of 20 leased, 1 available, 0 pending
                route      0 of 2 leased, 1 available, 0 pending: {}->http://localhost:8081
                eviction   last 3s ago
                made at    com.acme.Http.client(Http.java:12) (Apache HttpClient 4.5.14)

            """);
  }

  @Test
  void saysWhatCouldNotBeRead() {
    PoolSnapshot busy =
        pool("Manager-1").leased(1).max(0).pending(0).lockBusy(true).leasedTwice(2).build();
    PoolSnapshot unknown =
        PoolSnapshot.of("evil\n\u001b[2J" + "x".repeat(100), busy.kind())
            .problem("pool not understood: com.acme.shaded.Pool, version not known")
            .closed(true)
            .connections(
                List.of(leased(FETCH, -1).build(), PoolConnection.of(PoolState.LEASED).build()))
            .build();

    assertThat(text(pools(busy, unknown), 40))
        .isEqualTo(
            """
            HTTP connection pools, heaviest first
              Manager-1: 1 leased, 0 pending, no limit
                problem    pool lock busy: somebody held it while the scan waited; figures may not fit together
                problem    2 connections lent again without having come back: the pool is broken, or a release
                           was not seen
                eviction   never since the agent came
                made at    com.acme.Http.client(Http.java:12) (Apache HttpClient 4.5.14)
              evil??[2Jxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...: at least 2 leased, pool closed
                leased at  com.acme.Crawler.fetch(Crawler.java:42) x1
                           not known: leased before the agent came x1
                problem    pool not understood: com.acme.shaded.Pool, version not known
                leased     1 without open connection
                route      1 leased, 0 available: {}->http://localhost:8081
                eviction   never since the agent came
                made at    not known: before the agent came (library not known)

            """);
  }

  @Test
  void namesNoLineForAConnectionThatNobodyWaitedFor() {
    List<PoolConnection> out =
        List.of(
            leased(FETCH, 2_000).build(),
            leased(FETCH, 9_000).unclaimed(true).build(),
            leased(FETCH, 8_000).unclaimed(true).build());

    assertThat(text(pools(pool("Manager-1").leased(3).connections(out).build()), 40))
        .contains(
            """
                leased at  no line: the request had stopped waiting x2, the oldest 9s ago
                           com.acme.Crawler.fetch(Crawler.java:42) x1, 2s ago
            """);
  }

  @Test
  void thousandPoolsAreSummedUp() {
    List<PoolSnapshot> many = new ArrayList<>();
    for (int i = 2; i <= 1_000; i++) {
      many.add(quiet(i));
    }
    many.add(exhausted());
    HttpPools pools = HttpPools.of().pools(many).sites(List.of(site(1_200, 3, 197))).build();

    assertThat(text(pools, 24))
        .isEqualTo(
            """
            HTTP connection pools, heaviest first
              PoolingHttpClientConnectionManager-1: 5 of 7 leased, 2 available, 3 pending for 1m 10s
                leased at  com.acme.Crawler.fetch(Crawler.java:42) x4, the oldest 3m 20s ago
                           com.acme.Feed.poll(Feed.java:7) x1, 2s ago
                timed out  7 leases, the last 12s ago
                leased     4 in CLOSE_WAIT, 1 without open connection
                available  1 in CLOSE_WAIT, 1 ghost (closed, but counts against max)
                route      5 of 5 leased, 0 available, 3 pending: {}->http://localhost:8081
                route      0 of 5 leased, 2 available, 0 pending:
                           {tls}->http://proxy:3128->https://shop.example:443, peer 10.0.0.9:3128
                eviction   never since the agent came
                made at    com.acme.Http.client(Http.java:12) (Apache HttpClient 4.5.14)
              PoolingHttpClientConnectionManager-2: 0 of 20 leased, 1 available, 0 pending
              PoolingHttpClientConnectionManager-3: 0 of 20 leased, 1 available, 0 pending
              PoolingHttpClientConnectionManager-4: 0 of 20 leased, 1 available, 0 pending
              PoolingHttpClientConnectionManager-5: 0 of 20 leased, 1 available, 0 pending
              PoolingHttpClientConnectionManager-6: 0 of 20 leased, 1 available, 0 pending
              and 994 more pools: 0 leased, 994 available, 0 pending

              made  closed  by GC  line that makes pools
              1200       3    197  com.acme.Http.client(Http.java:12)

            """);
    assertThat(text(pools, PoolsText.LEAST_LINES).lines()).hasSize(PoolsText.LEAST_LINES);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 300})
  void aReportOfThousandPoolsStaysShort(int findings) {
    List<PoolSnapshot> many = new ArrayList<>();
    List<Finding> leaks = new ArrayList<>();
    for (int i = 2; i <= 1_000; i++) {
      many.add(i % 2 == 0 ? quiet(i) : exhausted());
    }
    for (int i = 1; i <= findings; i++) {
      leaks.add(leases(Confidence.LIKELY, 5, "com.acme.C" + i + ".get(C.java:" + i + ")"));
    }
    HttpPools pools = HttpPools.of().pools(many).sites(List.of(site(1_200, 3, 197))).build();
    AgentInfo agent = new AgentInfo("0.1.0", NOW, false, 4711, "Main", "JVM", List.of(), 0);

    String text =
        new TextReport().render(new Report(agent, snapshot(pools), GRACES, leaks, List.of()));

    assertThat(text).contains("\nHTTP connection pools, heaviest first\n", " more pools: ");
    assertThat(text.lines().count()).as(text).isLessThan(100);
  }

  @Test
  void showsTheBusiestLinesAndRoutesOnly() {
    List<PoolConnection> connections = new ArrayList<>();
    List<PoolRoute> routes = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      for (int k = 0; k < i; k++) {
        connections.add(leased("com.acme.C" + i + ".get(C.java:" + i + ")", i * 1000).build());
      }
      routes.add(
          PoolRoute.of("{}->http://host" + i + ".example:80" + "/x".repeat(i))
              .leased(i)
              .available(0)
              .pending(0)
              .max(100)
              .build());
    }
    PoolSnapshot big =
        pool("Manager-1")
            .leased(1275)
            .available(0)
            .pending(0)
            .max(2000)
            .connections(connections)
            .routes(routes)
            .build();

    assertThat(text(pools(big), 40))
        .isEqualTo(
            """
            HTTP connection pools, heaviest first
              Manager-1: 1275 of 2000 leased, 0 available, 0 pending
                leased at  com.acme.C50.get(C.java:50) x50, the oldest 50s ago
                           com.acme.C49.get(C.java:49) x49, the oldest 49s ago
                           com.acme.C48.get(C.java:48) x48, the oldest 48s ago
                           and 1128 more at other lines
                route      50 of 100 leased, 0 available, 0 pending:
                           {}->http://host50.example:80/x/x/x/x/x/x/x/x/x/x/x/x/x/x/...
                route      49 of 100 leased, 0 available, 0 pending:
                           {}->http://host49.example:80/x/x/x/x/x/x/x/x/x/x/x/x/x/x/...
                route      48 of 100 leased, 0 available, 0 pending:
                           {}->http://host48.example:80/x/x/x/x/x/x/x/x/x/x/x/x/x/x/...
                           and 47 more routes
                eviction   never since the agent came
                made at    com.acme.Http.client(Http.java:12) (Apache HttpClient 4.5.14)

            """);
  }

  @Test
  void aLongLocationIsNeverCutAndItsNoteStandsBelow() {
    String line = "com.acme." + "x".repeat(40) + ".Crawler.fetch(Crawler.java:42)";
    PoolSnapshot pool =
        pool("Manager-1").leased(1).connections(List.of(leased(line, 2_000).build())).build();

    assertThat(text(pools(pool), 40))
        .contains("    leased at  " + line + "\n               x1, 2s ago\n");
  }

  @Test
  void namesThePeerWhereTheRouteLeadsElsewhere() {
    assertThat(RoutePeer.of(to("{}->http://localhost:8081", 8081))).isEmpty();
    assertThat(RoutePeer.of(to("127.0.0.1->{}->[http://localhost:8081]", 8081))).isEmpty();
    assertThat(RoutePeer.of(to("{s}->https://shop.example", 443))).isEmpty();
    assertThat(RoutePeer.of(to("{}->http://localhost:8081", 808))).isEqualTo("10.0.0.9:808");
    assertThat(RoutePeer.of(to("{tls}->http://proxy:3128->https://shop:443", 3128)))
        .isEqualTo("10.0.0.9:3128");
    assertThat(RoutePeer.of(to("{}->http://proxy:80->http://shop:80", 80)))
        .isEqualTo("10.0.0.9:80");
    assertThat(
            RoutePeer.of(to("HostConfiguration[host=http://shop, proxyHost=http://proxy:80]", 80)))
        .isEqualTo("10.0.0.9:80");
    assertThat(RoutePeer.of(idle(DIRECT).remote(null).build())).isEqualTo("no TCP connection");
    assertThat(RoutePeer.of(idle(DIRECT).remote(null).open(false).build())).isEmpty();
  }

  private static PoolConnection to(String route, int port) {
    return idle(route).remote(Endpoint.ofIpv4(0x0A000009, port)).build();
  }

  private static String text(HttpPools pools, int room) {
    Lines lines = new Lines();
    PoolsText.render(pools, room, lines);
    assertThat(lines.toString()).matches("[ -~\n]*");
    assertThat(lines.toString().lines()).allMatch(line -> line.length() < 100);
    assertThat(lines.count()).isLessThanOrEqualTo(room);
    return lines.toString();
  }
}
