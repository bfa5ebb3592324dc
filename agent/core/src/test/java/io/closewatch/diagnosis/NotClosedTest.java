package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.nio.channels.SelectionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NotClosedTest {
  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);

  @Test
  void judgesOnlyAfterTheGrace() {
    assertThat(findings(closeWait(client, 0, 30_000))).isEmpty();
    assertThat(findings(closeWait(client, 0, 30_001)))
        .singleElement()
        .extracting(Finding::kind)
        .isEqualTo(FindingKind.NOT_CLOSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0   | CERTAIN | the code has read the end of the stream, but did not call close()"
            + " | rx_queue 0 on 1 socket: the end of the stream was read",
        "1   | LIKELY | and nobody looks at the socket any more"
            + " | rx_queue 1 on 1 socket: nothing is unread but the peer's FIN",
        "32  | LIKELY | and nobody looks at the TLS connection any more"
            + " | rx_queue 32 on 1 socket: the unread bytes are probably a TLS close_notify",
        "81  | LIKELY | and nobody looks at the TLS connection any more"
            + " | rx_queue 81 on 1 socket: the unread bytes are probably a TLS close_notify",
        "2   | LIKELY | and data of it was never read"
            + " | rx_queue above 1 on 1 socket: 1 byte of the peer unread in all",
        "101 | LIKELY | and data of it was never read"
            + " | rx_queue above 1 on 1 socket: 100 bytes of the peer unread in all",
      })
  void readsTheReceiveQueue(long rxQueue, Confidence confidence, String meaning, String evidence) {
    Finding finding = findings(closeWait(client, rxQueue, 45_000)).get(0);

    assertThat(finding.confidence()).isEqualTo(confidence);
    assertThat(finding.summary())
        .isEqualTo("The peer hung up, " + meaning + ": 1 socket, for 45s.");
    assertThat(finding.evidence()).contains(evidence);
  }

  @Test
  void isOnlyLikelyWhileTheCodeStillSends() {
    SocketSnapshot sending =
        socket(client).row(row(TcpState.CLOSE_WAIT, 0, 512), null).stateMillis(31_000).build();

    Finding finding = Diagnosis.of(snapshot(sending), GRACES, Trends.NONE).get(0);

    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.evidence())
        .contains(
            "rx_queue 0 on 1 socket: the end of the stream was read; 512 bytes sent that no peer"
                + " took");
  }

  @Test
  void oneCertainSocketMakesTheFindingCertain() {
    Finding finding = findings(closeWait(client, 1, 31_000), closeWait(client, 0, 31_000)).get(0);

    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.summary())
        .isEqualTo(
            "The peer hung up, and the code never called close(): 2 sockets, the longest for 31s.");
  }

  @Test
  void countsTheSocketsOfALineAgainstAllThatAreOpen() {
    SiteSnapshot other = site(SocketKind.CLIENT_SOCKET, "com.acme.Pay.call(Pay.java:7)");

    Finding finding =
        findings(
                closeWait(client, 0, 200_000).ageMillis(210_000),
                closeWait(client, 0, 31_000).ageMillis(3_700_000),
                socket(other).row(row(TcpState.ESTABLISHED, 0), null))
            .get(0);

    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.sockets())
        .extracting(SocketSnapshot::ageMillis)
        .containsExactly(3_700_000L, 210_000L);
    assertThat(finding.fixAt()).isEqualTo(client.frame());
    assertThat(finding.evidence())
        .containsExactly(
            "2 of the 3 open sockets of this process",
            "this line since the agent started: 40 opened, 28 closed by code, 12 open, at most 12 at"
                + " once",
            "the oldest was opened 1h 1m ago",
            "kernel: CLOSE_WAIT x2",
            "rx_queue 0 on 2 sockets: the end of the stream was read",
            "peers: 127.0.0.1:8080 x2");
  }

  @Test
  void neverBlamesTheAcceptLine() {
    SiteSnapshot accepted =
        site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.acceptLoop(Server.java:31)");

    Finding finding =
        findings(
                acceptedCloseWait(accepted, 1),
                acceptedCloseWait(accepted, 1),
                acceptedCloseWait(accepted, 2))
            .get(0);

    assertThat(finding.site()).isEqualTo(accepted);
    assertThat(finding.fixAt()).isNull();
    assertThat(finding.evidence())
        .contains("peers: 10.0.0.1 x2, 10.0.0.2 x1, connected to port 8443");
    assertThat(finding.remedy())
        .startsWith(
            "Do not look at the accept line, but at the code that handles the connections of port"
                + " 8443: ");
  }

  @Test
  void saysThatKernelSettingsDoNotHelp() {
    assertThat(findings(closeWait(client, 0, 31_000)).get(0).remedy())
        .endsWith(
            "Kernel settings (tcp_keepalive_time, tcp_fin_timeout) do not help against CLOSE_WAIT.");
  }

  @Test
  void namesThePoolAsAnotherPossibleCauseWhereNobodyReadTheEnd() {
    assertThat(findings(closeWait(client, 1, 31_000)).get(0).why())
        .contains("a pool that keeps an idle connection");
    assertThat(findings(closeWait(client, 0, 31_000)).get(0).why()).doesNotContain("pool");
  }

  @ParameterizedTest
  @EnumSource(
      value = TcpState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CLOSE_WAIT", "FIN_WAIT2"})
  void leavesOtherStatesAloneHoweverOld(TcpState state) {
    assertThat(findings(socket(client).row(row(state, 0), null).stateMillis(99_000_000))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Link.class,
      names = {"OTHER", "GONE"})
  void leavesAnFdAloneThatIsNotTheSocketAnyMore(Link link) {
    assertThat(findings(closeWait(client, 0, 31_000).link(link))).isEmpty();
  }

  @Test
  void leavesASocketOfTheJdkAloneThatTheCollectorIsAboutToClose() {
    assertThat(findings(closeWait(client, 0, 31_000).ownerReachable(false))).isEmpty();
  }

  private static SocketSnapshot.Builder acceptedCloseWait(SiteSnapshot site, int peer) {
    return socket(site)
        .row(acceptedRow(TcpState.CLOSE_WAIT, 0, 8443, peer), null)
        .stateMillis(31_000);
  }

  @ParameterizedTest
  @CsvSource({
    "redis.clients.jedis.Connection, 1, SUSPECT",
    "redis.clients.jedis.Connection, 32, SUSPECT",
    "redis.clients.jedis.Connection, 0, CERTAIN",
    "redis.clients.jedis.Connection, 101, LIKELY",
    "sun.net.www.http.HttpClient, 1, LIKELY",
  })
  void onlySuspectsWhatMayBeAnIdleConnectionOfALibrarysPool(
      String opener, long rxQueue, Confidence confidence) {
    SocketSnapshot.Builder socket =
        SocketSnapshot.of(
                7,
                client,
                trace(
                    2,
                    "java.net.Socket.connect(Socket.java:633)",
                    opener + ".open(X.java:1)",
                    "com.acme.Pay.call(Pay.java:7)"))
            .row(row(TcpState.CLOSE_WAIT, rxQueue), null)
            .stateMillis(45_000);

    assertThat(findings(socket).get(0).confidence()).isEqualTo(confidence);
  }

  @Test
  void isNoneWhileSomebodyReads() {
    assertThat(findings(closeWait(client, 5, 99_000).quietMillis(30_000))).isEmpty();
  }

  @Test
  void namesTheHandlerThatHasLeftTheSocketOpen() {
    SiteSnapshot accepted =
        site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.acceptLoop(Server.java:31)");
    Trace taken = trace(0, "com.acme.Handler.serve(Handler.java:40)");
    ThreadSnapshot idle =
        thread(
            "pool-1-thread-3",
            Thread.State.WAITING,
            99_000,
            "java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)",
            "java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)");
    Handling ended = new Handling(taken, "worker-7", null, true, null, -1);

    Finding finding =
        findings(
                acceptedCloseWait(accepted, 1).handling(handledBy(taken, idle)),
                acceptedCloseWait(accepted, 2).handling(ended))
            .get(0);

    assertThat(finding.fixAt()).isEqualTo(frame("com.acme.Handler.serve(Handler.java:40)"));
    assertThat(finding.key())
        .isEqualTo(
            "NOT_CLOSED accepted_socket com.acme.Server.acceptLoop(Server.java:31) handled at"
                + " com.acme.Handler.serve(Handler.java:40)");
    assertThat(finding.evidence())
        .contains(
            "handled at com.acme.Handler.serve(Handler.java:40) by threads pool-1-thread-3, which"
                + " has left it, worker-7, which has ended");
    assertThat(finding.remedy())
        .startsWith(
            "Do not look at the accept line, but at com.acme.Handler.serve(Handler.java:40), which"
                + " handles the connections of port 8443: ");
  }

  @Test
  void tellsOfFailedHandshakesWhereTheApplicationOpensTls() {
    SocketSnapshot.Builder tls =
        SocketSnapshot.of(
                7,
                client,
                trace(
                    2,
                    "java.net.Socket.connect(Socket.java:633)",
                    "sun.security.ssl.SSLSocketImpl.connect(SSLSocketImpl.java:304)",
                    "com.acme.Pay.call(Pay.java:7)"))
            .row(row(TcpState.CLOSE_WAIT, 0), null)
            .stateMillis(45_000);

    Finding finding = findings(tls).get(0);

    assertThat(finding.evidence())
        .contains("opened as TLS sockets (javax.net.ssl): a failed handshake leaves them open");
    assertThat(finding.remedy())
        .contains("startHandshake(), and the first read or write, may throw");
    assertThat(findings(closeWait(client, 0, 45_000)).get(0).remedy()).doesNotContain("TLS");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "1, -1"})
  void onlySuspectsAServersConnectionsWhoseRequestAWorkerMayBeAt(long rx, int interest) {
    Finding finding = findings(ofTomcat(rx).handling(polled(interest))).get(0);

    assertThat(finding.confidence()).isEqualTo(Confidence.SUSPECT);
    assertThat(finding.summary())
        .startsWith("The client hung up, and the server has not ended its request: ");
    assertThat(finding.evidence())
        .contains(
            "accepted by the server org.apache.tomcat.util.net on port 8080: requests that are still"
                + " at work look like this, and asynchronous ones that were never completed",
            rx == 0
                ? "rx_queue 0 on 1 socket: the request was read, and the end with it"
                : "rx_queue 1 on 1 socket: nothing is unread but the peer's FIN");
    assertThat(finding.why()).contains("no leak while their number stays within");
    assertThat(finding.remedy()).contains("AsyncContext.complete()").contains("SseEmitter");
  }

  @Test
  void suspectsThemAlsoWhereNobodyIsKnownToHaveTakenThemOver() {
    assertThat(findings(ofTomcat(1)).get(0).confidence()).isEqualTo(Confidence.SUSPECT);
  }

  @Test
  void isCertainWhereTheServerListensAndHasReadTheEnd() {
    Finding finding = findings(ofTomcat(0).handling(polled(SelectionKey.OP_READ))).get(0);

    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.evidence())
        .contains("rx_queue 0 on 1 socket: the end of the stream was read");
  }

  private static Handling polled(int interest) {
    Trace poller =
        trace(-1, "org.apache.tomcat.util.net.NioEndpoint$Poller.events(NioEndpoint.java:1)");
    return new Handling(
        poller, "poller", null, false, new SelectorSnapshot(1, interest >= 0, interest), -1);
  }

  private static SocketSnapshot.Builder ofTomcat(long rx) {
    String accept = "org.apache.tomcat.util.net.Acceptor.run(Acceptor.java:131)";
    return SocketSnapshot.of(7, site(SocketKind.ACCEPTED_CHANNEL, accept), trace(-1, accept))
        .row(acceptedRow(TcpState.CLOSE_WAIT, rx, 8080, 1), null)
        .stateMillis(45_000);
  }
}
