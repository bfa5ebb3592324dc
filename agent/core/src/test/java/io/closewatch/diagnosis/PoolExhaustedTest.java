package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.PoolFixtures.FETCH;
import static io.closewatch.diagnosis.PoolFixtures.MADE;
import static io.closewatch.diagnosis.PoolFixtures.ROUTE;
import static io.closewatch.diagnosis.PoolFixtures.findings;
import static io.closewatch.diagnosis.PoolFixtures.leaseAt;
import static io.closewatch.diagnosis.PoolFixtures.leased;
import static io.closewatch.diagnosis.PoolFixtures.left;
import static io.closewatch.diagnosis.PoolFixtures.pool;
import static io.closewatch.diagnosis.PoolFixtures.working;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.FailedLease;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolExhaustedTest {
  private static final String ASKED = "com.acme.Shop.order(Shop.java:9)";
  private static final String OTHER = "com.acme.Pay.call(Pay.java:7)";
  private static final long NOW_NANOS = Long.MIN_VALUE + 5; // nanoTime may be any number

  @Test
  void namesWhoAskedAndWhoHeldTheConnectionsByLine() {
    Finding finding =
        exhausted(
            pool(
                    leased(left(FETCH), TcpState.CLOSE_WAIT, 21, 45_000),
                    leased(working(OTHER), TcpState.ESTABLISHED, 0, 10).sinceMillis(10))
                .timedOutTotal(7)
                .failures(List.of(failed(90), failed(12))));

    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.sockets()).isEmpty();
    assertThat(finding.site()).isNull();
    assertThat(finding.fixAt()).isEqualTo(frame(FETCH));
    assertThat(finding.key()).isEqualTo("POOL_EXHAUSTED of PoolingHttpClientConnectionManager-1");
    assertThat(finding.summary())
        .isEqualTo(
            "2 requests waited in vain for a connection of an HTTP pool: connections of it were"
                + " leased and never given back.");
    assertThat(finding.evidence())
        .containsExactly(
            "pool PoolingHttpClientConnectionManager-1 (Apache HttpClient 4.5.14): 2 of 20"
                + " connections leased, 0 idle",
            "the last gave up 12s ago, asked at "
                + ASKED
                + " for "
                + ROUTE
                + "; since the agent came 7",
            "2 connections held then by " + FETCH,
            "1 connection held then by " + OTHER,
            "1 connection never given back, leased at " + FETCH);
    assertThat(finding.remedy())
        .startsWith("Give the connections back that " + FETCH + " leases (see LEASE_NOT_RETURNED)");
    assertThat(finding.stacks())
        .extracting(NamedStack::title)
        .containsExactly("Asked in vain by thread http-7", "2 connections leased here");
  }

  @Test
  void onlySuspectsThatThePoolIsTooSmallWhereNothingIsForgotten() {
    Finding finding =
        exhausted(
            pool(leased(working(FETCH), TcpState.ESTABLISHED, 0, 10).sinceMillis(10))
                .failures(List.of(failed(12))));

    assertThat(finding.confidence()).isEqualTo(Confidence.SUSPECT);
    assertThat(finding.fixAt()).isEqualTo(frame(MADE));
    assertThat(finding.summary())
        .isEqualTo(
            "1 request waited in vain for a connection of an HTTP pool: all were in use, none looks"
                + " forgotten.");
    assertThat(finding.remedy())
        .startsWith(
            "Give the pool as many connections as threads use it at once,"
                + " manager.setDefaultMaxPerRoute(n) and setMaxTotal(n), or find out");
  }

  @Test
  void doesNotTakeTheLibrarysOwnFaultForALeak() {
    assertThat(
            exhausted(
                    pool(leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 0)
                            .open(false)
                            .socket(null)
                            .row(null))
                        .failures(List.of(failed(12))))
                .confidence())
        .isEqualTo(Confidence.SUSPECT);
  }

  @Test
  void namesNoLineForWhatTheLibraryLost() {
    Finding finding =
        exhausted(
            pool(leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000).unclaimed(true))
                .max(1)
                .pending(3)
                .pendingMillis(61_000));

    assertThat(finding.summary())
        .isEqualTo(
            "3 requests wait for a connection of an HTTP pool: all were in use, 1 place lost by the"
                + " library itself.");
    assertThat(finding.evidence())
        .containsExactly(
            "pool PoolingHttpClientConnectionManager-1 (Apache HttpClient 4.5.14): 1 of 1"
                + " connection leased, 0 idle, 3 requests waiting",
            "requests have been waiting for 1m 1s",
            "1 place lost by the library itself: LEASE_NOT_RETURNED");
    assertThat(finding.remedy()).startsWith("Update the HTTP library");
    assertThat(finding.stacks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"600, true", "601, false"})
  void forgetsWhatIsLongAgo(long secondsAgo, boolean found) {
    assertThat(kinds(pool().failures(List.of(failed(secondsAgo)))))
        .isEqualTo(found ? List.of(FindingKind.POOL_EXHAUSTED) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 60001, 2, true",
    "1, 60000, 2, false",
    "0, 60001, 2, false",
    "1, 60001, 3, false",
  })
  void seesRequestsThatWaitWithoutEnd(int pending, long pendingMillis, int max, boolean found) {
    PoolSnapshot.Builder pool =
        pool(
                leased(working(FETCH), TcpState.ESTABLISHED, 0, 10).sinceMillis(10),
                leased(working(FETCH), TcpState.ESTABLISHED, 0, 10).sinceMillis(10))
            .max(max)
            .pending(pending)
            .pendingMillis(pendingMillis);

    assertThat(kinds(pool)).isEqualTo(found ? List.of(FindingKind.POOL_EXHAUSTED) : List.of());
  }

  @Test
  void countsThoseThatWaitForAFullRoute() {
    Finding finding =
        exhausted(
            pool(leased(working(FETCH), TcpState.ESTABLISHED, 0, 10).sinceMillis(10))
                .pending(4)
                .pendingMillis(125_000)
                .routes(List.of(PoolRoute.of(ROUTE).leased(1).pending(4).max(1).build())));

    assertThat(finding.count()).isEqualTo(4);
    assertThat(finding.headline()).isEqualTo("4 requests wait for a connection of an HTTP pool");
    assertThat(finding.evidence())
        .contains("requests have been waiting for 2m 5s", "1 connection held by " + FETCH);
  }

  @Test
  void tellsOfManagersWithOneConnection() {
    PoolSnapshot.Builder basic =
        pool(
                PoolKind.BASIC_4,
                "Apache HttpClient 4.5.14",
                leased(working(FETCH), TcpState.ESTABLISHED, 0, 10).sinceMillis(10))
            .failures(List.of(failed(5)));

    assertThat(exhausted(basic).remedy()).startsWith("Use a pooling connection manager: ");
  }

  @Test
  void isNoneInAPoolThatIsShutDown() {
    assertThat(kinds(pool().closed(true).failures(List.of(failed(5))))).isEmpty();
  }

  private static FailedLease failed(long secondsAgo) {
    Map<Trace, Integer> holders = new LinkedHashMap<>();
    holders.put(leaseAt(OTHER), 1);
    holders.put(leaseAt(FETCH), 2);
    return new FailedLease(
        NOW_NANOS - TimeUnit.SECONDS.toNanos(secondsAgo), leaseAt(ASKED), "http-7", ROUTE, holders);
  }

  private static Finding exhausted(PoolSnapshot.Builder pool) {
    return findings(pool.nowNanos(NOW_NANOS)).stream()
        .filter(finding -> finding.kind() == FindingKind.POOL_EXHAUSTED)
        .findFirst()
        .orElseThrow();
  }

  private static List<FindingKind> kinds(PoolSnapshot.Builder pool) {
    return findings(pool.nowNanos(NOW_NANOS)).stream().map(Finding::kind).toList();
  }
}
