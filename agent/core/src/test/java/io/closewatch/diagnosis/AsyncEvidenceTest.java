package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.AsyncRequestSite;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncEvidenceTest {
  private static final long GRACE = 30_000;
  private static final String ACCEPT =
      "org.apache.tomcat.util.net.NioEndpoint.serverSocketAccept(NioEndpoint.java:520)";
  private static final String EVENTS = "com.acme.EventsServlet.doGet(EventsServlet.java:33)";

  private static SocketSnapshot connection(long rxQueue, String accept, SocketKind kind) {
    SiteSnapshot site = site(kind, accept);
    Trace trace = trace(-1, "sun.nio.ch.ServerSocketChannelImpl.accept(X.java:1)", accept);
    return SocketSnapshot.of(7, site, trace)
        .row(acceptedRow(TcpState.CLOSE_WAIT, rxQueue, 8080, 1), null)
        .stateMillis(31_000)
        .build();
  }

  private static List<SocketSnapshot> connections(int count, long rxQueue) {
    return IntStream.range(0, count)
        .mapToObj(i -> connection(rxQueue, ACCEPT, SocketKind.ACCEPTED_CHANNEL))
        .toList();
  }

  private static AsyncRequestSite started(String location, long... agesMillis) {
    Trace trace = trace(1, "org.apache.catalina.connector.Request.startAsync(X.java:1)", location);
    return new AsyncRequestSite(frame(location), trace, "http-nio-8080-exec-1", agesMillis);
  }

  private static AsyncEvidence evidence(
      List<SocketSnapshot> sockets, AsyncRequestSite... requests) {
    return AsyncEvidence.of(sockets, List.of(requests), GRACE);
  }

  private static long[] ages(int count, long millis) {
    long[] ages = new long[count];
    Arrays.fill(ages, millis);
    return ages;
  }

  @Test
  void namesTheLineThatStartedTheRequestsAsTheOneToFix() {
    AsyncEvidence evidence = evidence(connections(7, 1), started(EVENTS, ages(7, 200_000)));

    assertThat(evidence.lines())
        .containsExactly(
            "7 asynchronous requests are not completed, started at "
                + EVENTS
                + ", the oldest 3m 20s ago");
    assertThat(evidence.fixAt()).isEqualTo(frame(EVENTS));
  }

  @Test
  void namesTheWebappsOfTheRequests() {
    AsyncRequestSite inWebapps = started(EVENTS, 40_000, 40_000).in(List.of("shop", "shop##2"));

    assertThat(evidence(connections(2, 1), inWebapps).lines())
        .containsExactly(
            "2 asynchronous requests are not completed, started at "
                + EVENTS
                + ", the oldest 40s ago, by webapps shop, shop##2");
  }

  @Test
  void leavesOutRequestsThatAreYoungerThanTheGrace() {
    String poll = "com.acme.PollServlet.doGet(PollServlet.java:12)";
    AsyncEvidence evidence =
        evidence(
            connections(1, 1), started(poll, ages(9, 30_000)), started(EVENTS, 40_000, 500, 600));

    assertThat(evidence.lines())
        .containsExactly(
            "1 asynchronous request is not completed, started at " + EVENTS + ", 40s ago");
    assertThat(evidence.fixAt()).isEqualTo(frame(EVENTS));
  }

  @Test
  void showsThePlacesWithTheMostForgottenRequests() {
    AsyncRequestSite[] sites = new AsyncRequestSite[5];
    for (int i = 0; i < sites.length; i++) {
      sites[i] = started("com.acme.S.m" + i + "(S.java:" + i + ")", ages(i + 1, 40_000));
    }
    AsyncEvidence evidence = evidence(connections(15, 1), sites);

    assertThat(evidence.lines())
        .containsExactly(
            "5 asynchronous requests are not completed, started at com.acme.S.m4(S.java:4), the"
                + " oldest 40s ago",
            "4 asynchronous requests are not completed, started at com.acme.S.m3(S.java:3), the"
                + " oldest 40s ago",
            "3 asynchronous requests are not completed, started at com.acme.S.m2(S.java:2), the"
                + " oldest 40s ago",
            "and others, started at 2 more lines");
    assertThat(evidence.fixAt()).isEqualTo(frame("com.acme.S.m4(S.java:4)"));
  }

  @Test
  void blamesNoLineIfThereAreTooFewRequestsForAllConnections() {
    AsyncEvidence evidence = evidence(connections(3, 1), started(EVENTS, 40_000, 40_000));

    assertThat(evidence.lines()).hasSize(1);
    assertThat(evidence.fixAt()).isNull();
  }

  @Test
  void blamesNoLineOfAFramework() {
    String framework = "org.springframework.web.AsyncWebRequest.startAsync(X.java:9)";
    AsyncRequestSite site =
        new AsyncRequestSite(frame(framework), trace(-1, framework), "exec-1", 40_000);
    AsyncEvidence evidence = evidence(connections(1, 1), site);

    assertThat(evidence.lines())
        .containsExactly(
            "1 asynchronous request is not completed, started at " + framework + ", 40s ago");
    assertThat(evidence.fixAt()).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {32, 81})
  void holdsForATlsPeerToo(long closeNotify) {
    assertThat(evidence(connections(1, closeNotify), started(EVENTS, 40_000))).isNotNull();
  }

  @Test
  void holdsWhereTheEndWasReadTogetherWithTheRequest() {
    AsyncEvidence evidence = evidence(connections(2, 0), started(EVENTS, 40_000, 40_000));

    assertThat(evidence.fixAt()).isEqualTo(frame(EVENTS));
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 500})
  void saysNothingOfConnectionsThatHaveData(long rxQueue) {
    assertThat(evidence(connections(2, rxQueue), started(EVENTS, 40_000))).isNull();
  }

  @Test
  void saysNothingOfConnectionsOnWhichAnAnswerIsSent() {
    SocketSnapshot sending =
        SocketSnapshot.of(7, site(SocketKind.ACCEPTED_CHANNEL, ACCEPT), trace(-1, ACCEPT))
            .row(row(TcpState.CLOSE_WAIT, 0, 512), null)
            .stateMillis(31_000)
            .build();

    assertThat(evidence(List.of(sending), started(EVENTS, 40_000))).isNull();
  }

  @Test
  void saysNothingOfSocketsThatTheContainerDidNotAccept() {
    AsyncRequestSite requests = started(EVENTS, 40_000);

    assertThat(
            evidence(
                List.of(
                    connection(
                        1, "com.acme.Server.run(Server.java:3)", SocketKind.ACCEPTED_CHANNEL)),
                requests))
        .isNull();
    assertThat(evidence(List.of(connection(1, ACCEPT, SocketKind.CLIENT_CHANNEL)), requests))
        .isNull();
  }

  @Test
  void saysNothingWithoutForgottenRequests() {
    assertThat(evidence(connections(2, 1))).isNull();
    assertThat(evidence(connections(2, 1), started(EVENTS, 29_000))).isNull();
  }

  @Test
  void findingIsNoMoreThanLikelyWhereTheServerMayNotHaveSeenTheEnd() {
    List<SocketSnapshot> sockets = List.of(connections(1, 1).get(0), connections(1, 0).get(0));
    Readers readers = Readers.of(snapshot(sockets.toArray(SocketSnapshot[]::new)), GRACES);

    Finding finding =
        new NotClosed(readers, List.of(started(EVENTS, 40_000, 40_000)), GRACE)
            .finding(new SocketGroup(sockets, 2));

    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.fixAt()).isEqualTo(frame(EVENTS));
    assertThat(finding.summary())
        .isEqualTo(
            "The client hung up, but its asynchronous request was never completed: 2 sockets, the"
                + " longest for 31s.");
    assertThat(finding.why())
        .endsWith(" The server looks at the connection again only when the request is completed.");
  }
}
