package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.PoolFixtures.FETCH;
import static io.closewatch.diagnosis.PoolFixtures.MADE;
import static io.closewatch.diagnosis.PoolFixtures.leaseAt;
import static io.closewatch.diagnosis.PoolFixtures.leased;
import static io.closewatch.diagnosis.PoolFixtures.left;
import static io.closewatch.diagnosis.PoolFixtures.madeAt;
import static io.closewatch.diagnosis.PoolFixtures.pool;
import static io.closewatch.diagnosis.PoolFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.CollectedSites;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.PoolSite;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPerRequestTest {
  /** Made in a method that the crawler's method calls. */
  private static final Trace WITHIN_FETCH = madeAt(MADE, "com.acme.Crawler.fetch(Crawler.java:40)");

  private static final Trace AT_START = madeAt(MADE, "com.acme.Main.main(Main.java:5)");

  @Test
  void countsTheClientsAndTakesTheirIdleSockets() {
    List<Finding> findings =
        findings(
            site(WITHIN_FETCH, 14, 2, 0), pools(12, WITHIN_FETCH, 1, idle(TcpState.CLOSE_WAIT)));

    assertThat(findings).hasSize(1);
    Finding finding = findings.get(0);
    assertThat(finding.kind()).isEqualTo(FindingKind.CLIENT_PER_REQUEST);
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.count()).isEqualTo(12);
    assertThat(finding.sockets()).hasSize(12);
    assertThat(finding.site()).isNull();
    assertThat(finding.fixAt()).isEqualTo(frame(MADE));
    assertThat(finding.key()).isEqualTo("CLIENT_PER_REQUEST " + MADE + " of pool_4");
    assertThat(finding.summary())
        .isEqualTo(
            "12 HTTP clients made for a request or two each and never closed; 12 connections are"
                + " open in them.");
    assertThat(finding.evidence())
        .containsExactly(
            "this line since the agent started: 14 pools made, 2 closed by code, 0 collected"
                + " without close()",
            "12 clients live that nobody uses any more, made 8m 20s ago",
            "each was used by the same call that made it",
            "pool PoolingHttpClientConnectionManager-1 (Apache HttpClient 4.5.14): 0 of 20"
                + " connections leased, 1 idle",
            "routes: {}->http://shop.example:80 x12",
            "kernel: CLOSE_WAIT x12",
            "rx_queue 1 on 12 sockets: nothing is unread but the peer's FIN",
            "peers: 127.0.0.1:8080 x12");
    assertThat(finding.remedy()).startsWith("Make one client, share it between all calls");
    assertThat(finding.stacks())
        .extracting(NamedStack::title)
        .containsExactly("The last of these clients was made here", "And used here");
  }

  @Test
  void isNoneForAFewClientsAndTheirConnectionsAreIdleInPools() {
    assertThat(
            findings(
                site(WITHIN_FETCH, 4, 0, 0), pools(4, WITHIN_FETCH, 1, idle(TcpState.CLOSE_WAIT))))
        .extracting(Finding::kind, Finding::count)
        .containsExactly(tuple(FindingKind.IDLE_IN_POOL, 4L));
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void isNoneForAFactoryAtStartUpHoweverRarelyItsClientsAreUsed(long leases) {
    assertThat(
            findings(
                site(AT_START, 20, 0, 0), pools(20, AT_START, leases, idle(TcpState.ESTABLISHED))))
        .isEmpty();
  }

  @Test
  void isNoneForClientsThatAreUsedMuch() {
    assertThat(
            findings(
                site(WITHIN_FETCH, 20, 0, 0),
                pools(20, WITHIN_FETCH, 3, idle(TcpState.ESTABLISHED))))
        .isEmpty();
  }

  @Test
  void isNoneForClientsThatWereNeverUsedOrAreInUse() {
    assertThat(
            findings(
                site(WITHIN_FETCH, 9, 0, 0), pools(9, WITHIN_FETCH, 0, idle(TcpState.ESTABLISHED))))
        .isEmpty();
    PoolSnapshot.Builder[] used = pools(9, WITHIN_FETCH, 1, idle(TcpState.ESTABLISHED));
    for (PoolSnapshot.Builder pool : used) {
      pool.unusedMillis(30_000);
    }
    assertThat(findings(site(WITHIN_FETCH, 9, 0, 0), used)).isEmpty();
  }

  @Test
  void isNoneForClientsThatWereClosed() {
    PoolSnapshot.Builder[] closed = pools(9, WITHIN_FETCH, 1, idle(TcpState.ESTABLISHED));
    for (PoolSnapshot.Builder pool : closed) {
      pool.closed(true);
    }
    assertThat(findings(site(WITHIN_FETCH, 9, 9, 0), closed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"30000, 12, CLIENT_PER_REQUEST", "0, 12, ''", "30000, 9, ''"})
  void seesThatTheirNumberGrowsWhereTheUserIsNotKnown(long apartMillis, int count, String kind) {
    PoolSnapshot.Builder[] pools = pools(count, AT_START, 1, null);
    for (int i = 0; i < pools.length; i++) {
      long age = 400_000 - i * apartMillis;
      pools[i].ageMillis(age).unusedMillis(age - 100);
    }

    List<Finding> findings = findings(site(AT_START, count, 0, 0), pools);

    assertThat(findings)
        .extracting(finding -> finding.kind().name())
        .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
    assertThat(findings)
        .allSatisfy(
            finding -> {
              assertThat(finding.confidence()).isEqualTo(Confidence.SUSPECT);
              assertThat(finding.evidence())
                  .contains("each was used right after it was made, and then never again");
            });
  }

  @Test
  void goesByTheStackThatLeasedWhereTheSocketWasOpenedOnAnotherThread() {
    PoolSnapshot.Builder[] pools = pools(6, WITHIN_FETCH, 1, null);
    for (PoolSnapshot.Builder pool : pools) {
      PoolConnection ghost = PoolConnection.of(PoolConnection.PoolState.IDLE).open(false).build();
      pool.usedAt(leaseAt(FETCH)).async(true).connections(List.of(ghost));
    }

    assertThat(findings(site(WITHIN_FETCH, 6, 0, 0), pools))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.CLIENT_PER_REQUEST);
              assertThat(finding.summary()).endsWith("and never closed.");
            });
  }

  @Test
  void countsThoseThatTheCollectorTookAndWhatItClosedWithThem() {
    SiteSnapshot gc = closedByGc(FETCH, "org.apache.http.conn.Plain.connect(Plain.java:75)");
    SiteSnapshot other = closedByGc(FETCH, "okhttp3.internal.Real.connect(Real.java:1)");
    SiteSnapshot elsewhere =
        closedByGc(
            "com.acme.Pay.call(Pay.java:7)", "org.apache.http.conn.Plain.connect(Plain.java:75)");
    List<PoolSite> sites = List.of(site(WITHIN_FETCH, 30, 0, 30));

    List<Finding> findings =
        Diagnosis.of(
            new Snapshot(
                NOW,
                NOW,
                1,
                List.of(),
                List.of(gc, other, elsewhere),
                kernel(),
                0,
                List.of(),
                HttpPools.of().sites(sites).build()),
            GRACES,
            Trends.NONE);

    assertThat(findings)
        .extracting(Finding::kind, Finding::count, Finding::site)
        .containsExactlyInAnyOrder(
            tuple(FindingKind.CLIENT_PER_REQUEST, 30L, null),
            tuple(FindingKind.CLOSED_BY_GC, 7L, other),
            tuple(FindingKind.CLOSED_BY_GC, 7L, elsewhere));
    assertThat(
            findings.stream()
                .filter(finding -> finding.kind() == FindingKind.CLIENT_PER_REQUEST)
                .flatMap(finding -> finding.evidence().stream()))
        .contains(
            "7 sockets of such clients were closed only by the garbage collector, opened for "
                + FETCH);
  }

  @Test
  void leavesALeaseOfSuchAClientToItsOwnFinding() {
    assertThat(
            findings(
                site(WITHIN_FETCH, 6, 0, 0),
                pools(6, WITHIN_FETCH, 1, leased(left(FETCH), TcpState.CLOSE_WAIT, 21, 45_000))))
        .extracting(Finding::kind, Finding::count, finding -> finding.sockets().size())
        .containsExactly(
            tuple(FindingKind.LEASE_NOT_RETURNED, 6L, 6),
            tuple(FindingKind.CLIENT_PER_REQUEST, 6L, 0));
  }

  private static PoolConnection.Builder idle(TcpState state) {
    return PoolFixtures.idle(state, state == TcpState.CLOSE_WAIT ? 1 : 0, 45_000);
  }

  private static PoolSnapshot.Builder[] pools(
      int count, Trace made, long leases, PoolConnection.@Nullable Builder connection) {
    return IntStream.range(0, count)
        .mapToObj(i -> connection == null ? pool() : pool(connection.socket(ownSocket(connection))))
        .map(pool -> pool.createdAt(made).leasedTotal(leases))
        .toArray(PoolSnapshot.Builder[]::new);
  }

  private static SocketSnapshot ownSocket(PoolConnection.Builder connection) {
    return PoolFixtures.pooledSocket(Objects.requireNonNull(connection.build().row()), 45_000)
        .build();
  }

  private static PoolSite site(Trace made, long created, long closed, long collected) {
    return new PoolSite(frame(MADE), made, PoolKind.POOL_4, created, closed, collected);
  }

  private static SiteSnapshot closedByGc(String line, String opener) {
    return CollectedSites.of(
        frame(line),
        SocketKind.CLIENT_SOCKET,
        trace(2, "java.net.Socket.connect(Socket.java:633)", opener, line));
  }

  private static List<Finding> findings(PoolSite site, PoolSnapshot.Builder... pools) {
    return Diagnosis.of(snapshot(kernel(), List.of(), List.of(site), pools), GRACES, Trends.NONE);
  }
}
