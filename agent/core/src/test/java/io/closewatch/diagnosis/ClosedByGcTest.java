package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.tracker.CollectedSites;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedByGcTest {

  @Test
  void isACertainLeakAlthoughNoSocketIsOpenAnyMore() {
    Finding finding =
        findings(site(SocketKind.CLIENT_SOCKET, "com.acme.Pay.call(Pay.java:7)", 9, 2, 7, 0, 5))
            .get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.CLOSED_BY_GC);
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.count()).isEqualTo(7);
    assertThat(finding.sockets()).isEmpty();
    assertThat(finding.summary())
        .isEqualTo("7 of 9 sockets opened here were closed only by the garbage collector.");
    assertThat(finding.evidence())
        .containsExactly(
            "this line since the agent started: 9 opened, 2 closed by code, 7 closed by the garbage"
                + " collector, 0 open, at most 5 at once");
  }

  @Test
  void doesNotBlameTheAcceptLine() {
    Finding finding =
        findings(
                site(
                    SocketKind.ACCEPTED_SOCKET,
                    "com.acme.Server.run(Server.java:7)",
                    1,
                    0,
                    1,
                    0,
                    1))
            .get(0);

    assertThat(finding.summary())
        .isEqualTo("1 of 1 socket accepted here was closed only by the garbage collector.");
    assertThat(finding.fixAt()).isNull();
    assertThat(finding.remedy()).startsWith("Do not look at the accept line");
  }

  @Test
  void saysNothingOfALineThatClosesWhatItOpens() {
    assertThat(findings(site(SocketKind.CLIENT_SOCKET))).isEmpty();
  }

  @Test
  void namesTheCallsOfTheHttpClientThatOpenedThem() {
    SiteSnapshot site =
        CollectedSites.of(
            frame("com.acme.Pay.call(Pay.java:7)"),
            SocketKind.CLIENT_SOCKET,
            trace(
                2,
                "java.net.Socket.connect(Socket.java:633)",
                "org.apache.commons.httpclient.HttpConnection.open(HttpConnection.java:707)",
                "com.acme.Pay.call(Pay.java:7)"));

    Finding finding = findings(site).get(0);
    assertThat(finding.remedy())
        .startsWith(
            "This socket belongs to a Commons HttpClient 3: call method.releaseConnection()");
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void leavesOutThoseThatTheLibraryItselfLost() {
    Finding finding = findings(lost(3)).get(0);

    assertThat(finding.count()).isEqualTo(4);
    assertThat(finding.summary())
        .isEqualTo("4 of 9 sockets opened here were closed only by the garbage collector.");
    assertThat(finding.evidence())
        .containsExactly(
            "this line since the agent started: 9 opened, 2 closed by code, 7 closed by the garbage"
                + " collector (3 of them lost by the HTTP library itself), 0 open, at most 5 at"
                + " once");
  }

  @Test
  void saysNothingOfALineWhoseLibraryLostThemAll() {
    assertThat(findings(lost(7))).isEmpty();
  }

  private static SiteSnapshot lost(int byLibrary) {
    return CollectedSites.of(
        frame("com.acme.Pay.call(Pay.java:7)"),
        SocketKind.CLIENT_SOCKET,
        byLibrary,
        trace(
            1,
            "org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection.bind(D.java:1)",
            "com.acme.Pay.call(Pay.java:7)"));
  }

  private static List<Finding> findings(SiteSnapshot site) {
    return Diagnosis.of(
        new Snapshot(NOW, 1, List.of(), List.of(site), kernel(), 0), GRACES, Trends.NONE);
  }
}
