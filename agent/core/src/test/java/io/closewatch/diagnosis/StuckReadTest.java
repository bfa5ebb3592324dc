package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StuckReadTest {
  private static final String FETCH = "com.acme.Crawler.fetch(Crawler.java:42)";
  private static final String READ = "sun.nio.ch.NioSocketImpl.read(NioSocketImpl.java:346)";

  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
  private final Trace taken = trace(1, "java.net.Socket.getInputStream(Socket.java:900)", FETCH);

  @Test
  void suspectsAReadWithoutTimeOut() {
    Finding finding = findings(quiet(client, handling(READ, 301_000, 0))).get(0);

    assertThat(finding)
        .extracting(Finding::kind, Finding::confidence, Finding::fixAt)
        .containsExactly(FindingKind.STUCK_READ, Confidence.SUSPECT, client.frame());
    assertThat(finding.summary())
        .isEqualTo(
            "read() waits without any time-out and nothing has come: 1 socket, for 5m 1s. Set a"
                + " read time-out.");
    assertThat(finding.evidence())
        .containsExactly(
            "the only open socket of this process",
            "this line since the agent started: 40 opened, 28 closed by code, 12 open, at most 12"
                + " at once",
            "opened 3m 20s ago",
            "kernel: ESTABLISHED",
            "reader: thread reader-1 is blocked at com.acme.Crawler.fetch(Crawler.java:43) for 5m"
                + " 1s (RUNNABLE)",
            "no SO_TIMEOUT and no keep-alive: if the peer is gone without a word, this read never"
                + " returns",
            "peers: 127.0.0.1:8080");
  }

  @Test
  void onlyMentionsAcceptedConnectionsAndNamesTheirHandler() {
    SiteSnapshot accepted =
        site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.acceptLoop(Server.java:31)");

    assertThat(findings(quiet(accepted, handling(READ, 301_000, 0))))
        .singleElement()
        .extracting(Finding::confidence, Finding::fixAt)
        .containsExactly(Confidence.INFO, frame(FETCH));
  }

  @Test
  void isNoneBeforeTheGraceHasPassedForSocketAndThread() {
    assertThat(findings(quiet(client, handling(READ, 301_000, 0)).quietMillis(300_000))).isEmpty();
    assertThat(findings(quiet(client, handling(READ, 300_000, 0)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 30_000})
  void isNoneWithATimeOutOrWithoutKnowingIt(int soTimeout) {
    assertThat(findings(quiet(client, handling(READ, 301_000, soTimeout)))).isEmpty();
  }

  @Test
  void isNoneIfTheKernelWatchesThePeer() {
    TcpRow keptAlive =
        new TcpRow(
            Endpoint.ofIpv4(0x7F000001, 51000),
            Endpoint.ofIpv4(0x7F000001, 8080),
            TcpState.ESTABLISHED,
            0,
            0,
            2,
            777);

    assertThat(findings(quiet(client, handling(READ, 301_000, 0)).row(keptAlive, null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.Thread.sleep(Thread.java:1)",
        "java.util.concurrent.locks.LockSupport.park(LockSupport.java:211)"
      })
  void isNoneIfTheThreadDoesNotRead(String stands) {
    assertThat(findings(quiet(client, handling(stands, 301_000, 0)))).isEmpty();
  }

  @Test
  void isNoneForTheOtherSocketsThatTheThreadOpened() {
    Handling handling = handling(READ, 301_000, 0);

    assertThat(
            findings(
                quiet(client, handling).ageMillis(900_000),
                quiet(client, handling).ageMillis(400_000)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.sockets().get(0).ageMillis()).isEqualTo(400_000));
  }

  @Test
  void countsABlockingChannelAsOneWithoutTimeOut() {
    SiteSnapshot channel = site(SocketKind.CLIENT_CHANNEL);
    String read = "sun.nio.ch.SocketChannelImpl.read(SocketChannelImpl.java:430)";

    assertThat(findings(quiet(channel, handling(read, 301_000, -1))))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .contains(
                        "no time-out (a blocking channel has none) and no keep-alive: if the peer is"
                            + " gone without a word, this read never returns"));
  }

  private static SocketSnapshot.Builder quiet(SiteSnapshot site, Handling handling) {
    return socket(site)
        .row(row(TcpState.ESTABLISHED, 0), null)
        .stateMillis(301_000)
        .handling(handling);
  }

  private Handling handling(String stands, long stillMillis, int soTimeout) {
    ThreadSnapshot thread =
        thread(
            "reader-1",
            Thread.State.RUNNABLE,
            stillMillis,
            stands,
            "com.acme.Crawler.fetch(Crawler.java:43)");
    return new Handling(taken, "reader-1", thread, false, null, soTimeout);
  }
}
