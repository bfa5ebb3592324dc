package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.PoolFixtures.FETCH;
import static io.closewatch.diagnosis.PoolFixtures.elsewhere;
import static io.closewatch.diagnosis.PoolFixtures.ended;
import static io.closewatch.diagnosis.PoolFixtures.findings;
import static io.closewatch.diagnosis.PoolFixtures.idle;
import static io.closewatch.diagnosis.PoolFixtures.inside;
import static io.closewatch.diagnosis.PoolFixtures.leaseAt;
import static io.closewatch.diagnosis.PoolFixtures.leased;
import static io.closewatch.diagnosis.PoolFixtures.leasing;
import static io.closewatch.diagnosis.PoolFixtures.left;
import static io.closewatch.diagnosis.PoolFixtures.pool;
import static io.closewatch.diagnosis.PoolFixtures.pooledSocket;
import static io.closewatch.diagnosis.PoolFixtures.snapshot;
import static io.closewatch.diagnosis.PoolFixtures.working;
import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseNotReturnedTest {
  private static final String OTHER = "com.acme.Pay.call(Pay.java:7)";

  @Test
  void namesTheLineThePoolAndTheThreads() {
    Finding finding =
        findings(
                pool(
                        leased(left(FETCH), TcpState.CLOSE_WAIT, 21, 45_000).sinceMillis(200_000),
                        leased(ended(FETCH), TcpState.CLOSE_WAIT, 1, 45_000),
                        idle(TcpState.ESTABLISHED, 0, 5_000))
                    .pending(3)
                    .routes(
                        List.of(
                            PoolRoute.of("{}->http://shop.example:80")
                                .leased(2)
                                .available(0)
                                .max(2)
                                .build())))
            .get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.LEASE_NOT_RETURNED);
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.fixAt()).isEqualTo(frame(FETCH));
    assertThat(finding.site()).isNull();
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.sockets()).hasSize(2);
    assertThat(finding.summary())
        .isEqualTo("2 connections leased and never given back: the longest out for 3m 20s.");
    assertThat(finding.headline()).isEqualTo("2 connections leased and never given back");
    assertThat(finding.evidence())
        .containsExactly(
            "pool PoolingHttpClientConnectionManager-1 (Apache HttpClient 4.5.14): 2 of 20"
                + " connections leased, 1 idle, 3 requests waiting; all 2 to"
                + " {}->http://shop.example:80 out",
            "routes: {}->http://shop.example:80 x2",
            "the thread that leased it has ended, has left the call",
            "kernel: CLOSE_WAIT x2",
            "rx_queue 1 on 1 socket: nothing is unread but the peer's FIN",
            "rx_queue above 1 on 1 socket: 20 bytes of the peer unread in all",
            "peers: 127.0.0.1:8080 x2");
    assertThat(finding.remedy()).startsWith("Open the response in try-with-resources, ");
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSE_WAIT,  1,   30001, CERTAIN",
    "CLOSE_WAIT,  21,  30001, CERTAIN",
    "CLOSE_WAIT,  1,   30000, SUSPECT",
    "ESTABLISHED, 500, 60001, LIKELY",
    "ESTABLISHED, 0,   60001, SUSPECT",
  })
  void isAsSureAsTheStateOfTheConnectionAllows(
      TcpState state, long rxQueue, long quietMillis, Confidence confidence) {
    assertThat(findings(pool(leased(left(FETCH), state, rxQueue, quietMillis))))
        .extracting(Finding::kind, Finding::confidence)
        .containsExactly(tuple(FindingKind.LEASE_NOT_RETURNED, confidence));
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSE_WAIT,  1,   99000, 60000",
    "ESTABLISHED, 500, 60000, 99000",
    "ESTABLISHED, 0,   60000, 99000",
  })
  void isNoneWhileTheLeaseOrTheSilenceIsYoung(
      TcpState state, long rxQueue, long quietMillis, long sinceMillis) {
    assertThat(
            findings(
                pool(leased(left(FETCH), state, rxQueue, quietMillis).sinceMillis(sinceMillis))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"CLOSE_WAIT, 1", "CLOSE_WAIT, 139", "ESTABLISHED, 0", "ESTABLISHED, 70000"})
  void isNoneWhileTheThreadIsStillInTheCall(TcpState state, long rxQueue) {
    assertThat(findings(pool(leased(working(FETCH), state, rxQueue, 90_000)))).isEmpty();
  }

  @Test
  void keepsItsKeyWhileASuspectBecomesALeak() {
    List<Finding> open = findings(pool(leased(left(FETCH), TcpState.ESTABLISHED, 0, 70_000)));
    List<Finding> hungUp = findings(pool(leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 0)));
    List<Finding> leaked = findings(pool(leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 40_000)));

    assertThat(List.of(open, hungUp, leaked))
        .allSatisfy(
            findings ->
                assertThat(findings)
                    .extracting(Finding::key)
                    .containsExactly("LEASE_NOT_RETURNED " + FETCH + " of httpclient_4"));
  }

  @Test
  void knowsTheNextRoundOfALoopFromTheCallThatLeased() {
    ThreadSnapshot busy = inside("worker-1");
    PoolSnapshot.Builder pool =
        pool(
            leased(handledBy(leaseAt(FETCH), busy), TcpState.CLOSE_WAIT, 21, 45_000)
                .sinceMillis(300_000),
            leased(handledBy(leaseAt(FETCH), busy), TcpState.CLOSE_WAIT, 21, 45_000)
                .sinceMillis(200_000),
            leased(handledBy(leaseAt(FETCH), busy), TcpState.ESTABLISHED, 0, 0).sinceMillis(10));

    assertThat(findings(pool))
        .extracting(Finding::confidence, Finding::count)
        .containsExactly(tuple(Confidence.LIKELY, 2L));
    assertThat(findings(pool).get(0).evidence())
        .contains("the thread that leased it is in the next call x2");
  }

  @Test
  void doesNotTakeARequestWithinTheCallForTheNextRound() {
    ThreadSnapshot busy = inside("worker-1");
    Trace nested = trace(1, "org.apache.http.A.execute(A.java:1)", OTHER, FETCH);

    assertThat(
            findings(
                pool(
                    leased(handledBy(leaseAt(FETCH), busy), TcpState.CLOSE_WAIT, 9_000, 45_000),
                    leased(handledBy(nested, busy), TcpState.ESTABLISHED, 0, 0).sinceMillis(10))))
        .isEmpty();
  }

  @Test
  void remembersThatTheThreadWasElsewhereBefore() {
    assertThat(
            findings(
                pool(leased(working(FETCH), TcpState.CLOSE_WAIT, 21, 45_000).leaserLeft(true))))
        .extracting(Finding::confidence)
        .containsExactly(Confidence.CERTAIN);
  }

  @ParameterizedTest
  @CsvSource({"42, 0", "47, 60001"})
  void seesThatTheThreadWaitsForAnotherConnection(int line, long stillMillis) {
    ThreadSnapshot waits =
        leasing("worker-1", "com.acme.Crawler.fetch(Crawler.java:" + line + ")", stillMillis);

    assertThat(
            findings(
                pool(leased(handledBy(leaseAt(FETCH), waits), TcpState.CLOSE_WAIT, 21, 45_000))))
        .extracting(Finding::confidence)
        .containsExactly(Confidence.LIKELY);
  }

  @Test
  void isNoneWhileASecondRequestOfTheCallWaitsShortly() {
    ThreadSnapshot waits = leasing("worker-1", "com.acme.Crawler.fetch(Crawler.java:47)", 60_000);

    assertThat(
            findings(
                pool(leased(handledBy(leaseAt(FETCH), waits), TcpState.CLOSE_WAIT, 21, 45_000))))
        .isEmpty();
  }

  @Test
  void isNoMoreThanLikelyWhereTheThreadIsNotKnown() {
    Handling virtual = new Handling(leaseAt(FETCH), "virtual-7", null, false, null, -1);

    assertThat(findings(pool(leased(virtual, TcpState.CLOSE_WAIT, 1, 45_000))))
        .extracting(Finding::confidence)
        .containsExactly(Confidence.LIKELY);
    assertThat(findings(pool(leased(virtual, TcpState.ESTABLISHED, 0, 99_000)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSE_WAIT,  11766,  30001, LIKELY",
    "ESTABLISHED, 119000, 60001, LIKELY",
    "CLOSE_WAIT,  11766,  10,    SUSPECT",
  })
  void judgesAsynchronousLeasesByTheConnectionAlone(
      TcpState state, long rxQueue, long quietMillis, Confidence confidence) {
    Finding finding =
        findings(
                pool(
                        PoolKind.STRICT_5,
                        "Apache HttpClient 5.6.5",
                        leased(left(FETCH), state, rxQueue, quietMillis))
                    .async(true))
            .get(0);

    assertThat(finding.confidence()).isEqualTo(confidence);
    assertThat(finding.key()).endsWith(" of httpclient_5 async");
    assertThat(finding.remedy()).startsWith("Let every response consumer take its whole body");
  }

  @Test
  void leavesALongPollOfAnAsynchronousClientAlone() {
    assertThat(
            findings(
                pool(
                        PoolKind.NIO_POOL_4,
                        "Apache HttpAsyncClient 4.1.5",
                        leased(left(FETCH), TcpState.ESTABLISHED, 0, 3_600_000)
                            .sinceMillis(3_600_000))
                    .async(true)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {32, 81, 139})
  void goesByThePoolAndNotByTheReceiveQueueOfTls(long rxQueue) {
    assertThat(
            findings(
                pool(
                    leased(left(FETCH), TcpState.CLOSE_WAIT, rxQueue, 45_000),
                    idle(TcpState.CLOSE_WAIT, rxQueue, 45_000))))
        .extracting(Finding::kind, Finding::count, finding -> finding.sockets().size())
        .containsExactly(
            tuple(FindingKind.LEASE_NOT_RETURNED, 1L, 1), tuple(FindingKind.IDLE_IN_POOL, 1L, 1));
  }

  @Test
  void groupsByLineAndLibrary() {
    assertThat(
            findings(
                pool(
                    leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000),
                    leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000),
                    leased(left(OTHER), TcpState.CLOSE_WAIT, 1, 45_000)),
                pool(
                    PoolKind.MULTI_THREADED_3,
                    "Commons HttpClient 3.1",
                    leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000))))
        .extracting(Finding::key, Finding::count)
        .containsExactly(
            tuple("LEASE_NOT_RETURNED " + FETCH + " of httpclient_4", 2L),
            tuple("LEASE_NOT_RETURNED " + FETCH + " of httpclient_3", 1L),
            tuple("LEASE_NOT_RETURNED " + OTHER + " of httpclient_4", 1L));
  }

  @Test
  void showsTheStacksThatLeased() {
    Trace other = trace(1, "org.apache.http.A.execute(A.java:1)", FETCH);
    Handling second = handledBy(other, elsewhere("worker-3"));

    assertThat(
            findings(
                    pool(
                        leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000),
                        leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000),
                        leased(second, TcpState.CLOSE_WAIT, 1, 45_000)))
                .get(0)
                .stacks())
        .extracting(NamedStack::title, NamedStack::trace)
        .containsExactly(
            tuple("2 of the 3 leased by thread worker-1 x2", leaseAt(FETCH)),
            tuple("1 of the 3 leased by thread worker-3", other));
  }

  @Test
  void doesNotBlameTheLineForALeaseWithoutConnection() {
    Finding finding =
        findings(
                pool(
                    leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 0)
                        .open(false)
                        .socket(null)
                        .row(null)))
            .get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.LEASE_NOT_RETURNED);
    assertThat(finding.confidence()).isEqualTo(Confidence.SUSPECT);
    assertThat(finding.fixAt()).isNull();
    assertThat(finding.sockets()).isEmpty();
    assertThat(finding.summary())
        .isEqualTo(
            "1 place of a pool lost by the HTTP library, for 1m 40s: its own fault, not that of the"
                + " line that asked.");
    assertThat(finding.evidence())
        .containsExactly(
            "pool PoolingHttpClientConnectionManager-1 (Apache HttpClient 4.5.14): 1 of 20"
                + " connections leased, 0 idle",
            "routes: {}->http://shop.example:80",
            "leased, but the connection is closed or was never made: 1");
    assertThat(finding.why()).contains("HTTPCLIENT-2432").doesNotContain("interrupted or timed");
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSE_WAIT,  1,   45000",
    "CLOSE_WAIT,  1,   10",
    "ESTABLISHED, 500, 61000",
    "ESTABLISHED, 0,   61000",
    "ESTABLISHED, 0,   10",
  })
  void doesNotBlameTheLineForALeaseThatNobodyWaitedFor(
      TcpState state, long rxQueue, long quietMillis) {
    for (Handling asked : List.of(left(FETCH), working(FETCH), ended(FETCH))) {
      assertThat(findings(pool(leased(asked, state, rxQueue, quietMillis).unclaimed(true))))
          .extracting(Finding::kind, Finding::confidence, Finding::fixAt)
          .containsExactly(tuple(FindingKind.LEASE_NOT_RETURNED, Confidence.SUSPECT, null));
    }
  }

  @Test
  void tellsHowTheLibraryLostEachPlace() {
    List<Finding> findings =
        findings(
            pool(
                leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000)
                    .unclaimed(true)
                    .sinceMillis(200_000),
                leased(ended(FETCH), TcpState.CLOSE_WAIT, 1, 45_000).unclaimed(true),
                withoutConnection(left(FETCH), 100_000),
                leased(left(OTHER), TcpState.CLOSE_WAIT, 1, 45_000)));

    assertThat(findings)
        .extracting(Finding::confidence, Finding::count, Finding::fixAt)
        .containsExactly(
            tuple(Confidence.CERTAIN, 1L, frame(OTHER)), tuple(Confidence.SUSPECT, 3L, null));
    Finding finding = findings.get(1);
    assertThat(finding.headline()).isEqualTo("3 places of a pool lost by the HTTP library itself");
    assertThat(finding.summary())
        .isEqualTo(
            "3 places of a pool lost by the HTTP library, the longest for 3m 20s: its own fault, not"
                + " that of the line that asked.");
    assertThat(finding.evidence())
        .containsExactly(
            "pool PoolingHttpClientConnectionManager-1 (Apache HttpClient 4.5.14): 4 of 20"
                + " connections leased, 0 idle",
            "routes: {}->http://shop.example:80 x2",
            "given to a request that had stopped waiting: 2",
            "kernel: CLOSE_WAIT x2",
            "rx_queue 1 on 2 sockets: nothing is unread but the peer's FIN",
            "peers: 127.0.0.1:8080 x2",
            "leased, but the connection is closed or was never made: 1");
    assertThat(finding.why()).contains("interrupted or timed out", "HTTPCLIENT-2432");
    assertThat(finding.sockets()).hasSize(2);
  }

  @Test
  void givesTheLibraryTimeToTakeBackWhatNobodyWaitedFor() {
    assertThat(
            findings(
                pool(
                    leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000)
                        .unclaimed(true)
                        .sinceMillis(60_000))))
        .isEmpty();
  }

  @Test
  void isNoneWhileTheConnectionIsBeingMade() {
    assertThat(findings(pool(withoutConnection(working(FETCH), 100_000)))).isEmpty();
    assertThat(findings(pool(withoutConnection(left(FETCH), 200_000)).async(true))).isEmpty();
    assertThat(findings(pool(withoutConnection(left(FETCH), 300_000)).async(true))).hasSize(1);
  }

  private static PoolConnection.Builder withoutConnection(Handling lease, long sinceMillis) {
    return PoolConnection.of(PoolState.LEASED)
        .lease(lease)
        .sinceMillis(sinceMillis)
        .quietMillis(sinceMillis);
  }

  @Test
  void countsAConnectionThatWasResetUnderTheLease() {
    TcpRow last = row(TcpState.ESTABLISHED, 0);
    SocketSnapshot dead = pooledSocket(last, 61_000).row(null, last).build();
    PoolConnection.Builder lease =
        leased(left(FETCH), TcpState.ESTABLISHED, 0, 61_000).socket(dead).row(null);

    assertThat(findings(pool(lease)))
        .extracting(Finding::kind, Finding::confidence)
        .containsExactly(tuple(FindingKind.LEASE_NOT_RETURNED, Confidence.LIKELY));
  }

  @Test
  void isNoneInAPoolThatIsShutDown() {
    assertThat(findings(pool(leased(left(FETCH), TcpState.CLOSE_WAIT, 21, 20_000)).closed(true)))
        .isEmpty();
  }

  @Test
  void leavesTheSocketOfAClosedPoolToTheOtherRules() {
    assertThat(findings(pool(leased(left(FETCH), TcpState.CLOSE_WAIT, 21, 45_000)).closed(true)))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.NOT_CLOSED);
  }

  @Test
  void countsLeasesOfBeforeTheAgentWithoutALine() {
    UntrackedSocket untracked =
        new UntrackedSocket(90, 900, Protocol.TCP, row(TcpState.CLOSE_WAIT, 21));
    KernelSnapshot kernel = kernel(untracked);
    PoolSnapshot.Builder pool =
        pool(
            leased(left(FETCH), TcpState.CLOSE_WAIT, 21, 61_000)
                .lease(null)
                .sinceMillis(-1)
                .socket(null));

    List<Finding> findings =
        Diagnosis.of(snapshot(kernel, List.of(), List.of(), pool), GRACES, Trends.NONE);

    assertThat(findings)
        .extracting(Finding::key, Finding::count, Finding::confidence)
        .containsExactly(
            tuple(
                "LEASE_NOT_RETURNED of PoolingHttpClientConnectionManager-1",
                1L,
                Confidence.LIKELY));
    assertThat(findings.get(0).evidence())
        .contains("leased before the agent came: by whom is not known");
  }

  @Test
  void suspectsByTheThreadsAloneIfTheKernelIsSilent() {
    PoolConnection.Builder lease =
        leased(left(FETCH), TcpState.ESTABLISHED, 0, 99_000).socket(null).row(null);
    Snapshot snapshot =
        new Snapshot(
            NOW,
            NOW,
            1,
            List.of(),
            List.of(),
            KernelSnapshot.unavailable("/proc is not mounted"),
            0,
            List.of(),
            HttpPools.of().pools(List.of(pool(lease).build())).build());

    assertThat(Diagnosis.of(snapshot, GRACES, Trends.NONE))
        .extracting(Finding::confidence)
        .containsExactly(Confidence.SUSPECT);
  }
}
