package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeadNotClosedTest {
  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
  private final SiteSnapshot accepted = site(SocketKind.ACCEPTED_SOCKET);
  private final SiteSnapshot listening = site(SocketKind.LISTENING_CHANNEL);

  @Test
  void givesASocketTimeToConnect() {
    assertThat(findings(socket(client).stateMillis(60_000))).isEmpty();
    assertThat(findings(socket(client).stateMillis(60_001)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.DEAD_NOT_CLOSED);
              assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
              assertThat(finding.summary())
                  .isEqualTo("Opened, never seen connected, and not closed: 1 socket, for 1m.");
              assertThat(finding.evidence()).contains("no earlier scan saw a connection either");
            });
  }

  @Test
  void doesNotBlameTheLineForWhatAClassOfTheJdkDropsWhenItIsInitialised() {
    Trace once =
        SocketFixtures.trace(
            2,
            "java.net.Socket.<init>(Socket.java:454)",
            "jdk.net.Sockets.<clinit>(Sockets.java:70)",
            "com.acme.Crawler.fetch(Crawler.java:42)");
    Trace always =
        SocketFixtures.trace(
            1,
            "java.net.Socket.<init>(Socket.java:454)",
            "com.acme.Crawler.fetch(Crawler.java:42)",
            "jdk.net.Sockets.<clinit>(Sockets.java:70)");

    assertThat(findings(SocketSnapshot.of(7, client, once).stateMillis(61_000))).isEmpty();
    assertThat(findings(SocketSnapshot.of(7, client, always).stateMillis(61_000))).hasSize(1);
  }

  @Test
  void namesThePeerOfADeadConnection() {
    Finding finding =
        findings(
                socket(client).row(null, row(TcpState.ESTABLISHED, 0)).stateMillis(61_000),
                socket(client).stateMillis(61_000))
            .get(0);

    assertThat(finding.summary())
        .isEqualTo(
            "The connection is over, but the code never called close(): 2 sockets, the longest for"
                + " 1m 1s.");
    assertThat(finding.evidence())
        .contains(
            "last seen by an earlier scan: ESTABLISHED, no connection", "peers: 127.0.0.1:8080");
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, LIKELY",
    "CLOSE_WAIT, LIKELY",
    "FIN_WAIT2, CERTAIN",
    "SYN_SENT, CERTAIN"
  })
  void isCertainIfTheLastStateRulesOutAnIdlePool(TcpState last, Confidence confidence) {
    assertThat(findings(socket(client).row(null, row(last, 0)).stateMillis(61_000)))
        .singleElement()
        .extracting(Finding::confidence)
        .isEqualTo(confidence);
  }

  @Test
  void neverSaysThatAnAcceptedSocketWasNotConnected() {
    Finding unseen = findings(socket(accepted).stateMillis(61_000)).get(0);

    assertThat(unseen.summary()).startsWith("The connection is over,");
    assertThat(unseen.fixAt()).isNull();

    Finding seen =
        findings(
                socket(accepted)
                    .row(null, acceptedRow(TcpState.ESTABLISHED, 0, 8443, 5))
                    .stateMillis(61_000))
            .get(0);
    assertThat(seen.evidence()).contains("peers: 10.0.0.5, connected to port 8443");
    assertThat(seen.remedy()).contains("handles the connections of port 8443");
  }

  @Test
  void countsAListeningSocketThatNeverListens() {
    Finding finding = findings(socket(listening).stateMillis(61_000)).get(0);

    assertThat(finding.summary())
        .isEqualTo(
            "A listening socket was made, but never listens on a port, and was not closed: 1"
                + " socket, for 1m 1s.");
    assertThat(finding.fixAt()).isEqualTo(listening.frame());
    assertThat(finding.remedy()).startsWith("Close the listening socket when its server stops");
  }

  @ParameterizedTest
  @EnumSource(value = Link.class, mode = EnumSource.Mode.EXCLUDE, names = "SAME_SOCKET")
  void rulesOnlyOnAnFdThatIsStillTheSocket(Link link) {
    assertThat(findings(socket(client).stateMillis(61_000).link(link))).isEmpty();
  }
}
