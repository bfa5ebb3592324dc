package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotAcceptedTest {
  private static final Endpoint ANY_8080 = new Endpoint(0, 0, 8080);
  private static final String ACCEPT = "com.acme.Server.run(Server.java:31)";

  private final SiteSnapshot listening =
      site(SocketKind.LISTENING_SOCKET, "com.acme.Server.start(Server.java:19)");
  private final SiteSnapshot accepted =
      site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.run(Server.java:31)");
  private final Trace accepts =
      trace(1, "java.net.ServerSocket.accept(ServerSocket.java:1)", ACCEPT);
  private final ThreadSnapshot stuck =
      thread(
          "acceptor",
          Thread.State.WAITING,
          200_000,
          "java.util.concurrent.ArrayBlockingQueue.put(ArrayBlockingQueue.java:370)",
          "com.acme.Pool.submit(Pool.java:12)",
          ACCEPT);

  @Test
  void namesWhereTheAcceptorStands() {
    Finding finding =
        findings(31_000, listener(50).handling(handledBy(accepts, stuck)), acceptedAgo(60_000))
            .get(0);

    assertThat(finding)
        .extracting(
            Finding::kind, Finding::confidence, Finding::count, Finding::site, Finding::fixAt)
        .containsExactly(
            FindingKind.NOT_ACCEPTED,
            Confidence.LIKELY,
            50L,
            listening,
            frame("com.acme.Pool.submit(Pool.java:12)"));
    assertThat(finding.sockets()).isEmpty();
    assertThat(finding.summary())
        .isEqualTo(
            "50 connections wait in the queue of port 8080, one of them for 31s: thread acceptor,"
                + " which accepts, stands elsewhere. Let it do nothing but accept.");
    assertThat(finding.headline())
        .isEqualTo("50 connections wait in the queue of port 8080: the acceptor stands");
    assertThat(finding.evidence())
        .containsExactly(
            "listening socket opened at com.acme.Server.start(Server.java:19)",
            "rx_queue 50 of the row in LISTEN: the queue; its limit is the backlog of bind() (50 in"
                + " Java if not given), at most net.core.somaxconn; ss -ltn shows it as Send-Q",
            "rows with inode 0, no descriptor yet: ESTABLISHED x2, CLOSE_WAIT x1 (the client has given up)",
            "peers: 10.0.0.1, 10.0.0.2, 10.0.0.3",
            "acceptor: thread acceptor is blocked at com.acme.Pool.submit(Pool.java:12) for 3m 20s (WAITING)",
            "accepted last at com.acme.Server.run(Server.java:31)",
            "1 accepted connection of this port open: ESTABLISHED");
  }

  @Test
  void isNoneForAShortBurst() {
    assertThat(findings(30_000, listener(50).handling(handledBy(accepts, stuck)))).isEmpty();
    assertThat(findings(99_000, listener(0).handling(handledBy(accepts, stuck)))).isEmpty();
  }

  @Test
  void isNoneIfSomeAreAcceptedMeanwhileAndTheQueueMoves() {
    ThreadSnapshot moving =
        thread("acceptor", Thread.State.RUNNABLE, 0, "com.acme.Pool.submit(Pool.java:12)", ACCEPT);

    assertThat(
            findings(
                31_000,
                listener(50).quietMillis(9_000).handling(handledBy(accepts, stuck)),
                acceptedAgo(5_000)))
        .isEmpty();
    assertThat(
            findings(31_000, listener(50).quietMillis(9_000).handling(handledBy(accepts, moving))))
        .isEmpty();
  }

  @Test
  void countsAQueueThatIsAsLongInEachScanAsFull() {
    assertThat(
            findings(
                31_000,
                listener(50).quietMillis(31_000).handling(handledBy(accepts, stuck)),
                acceptedAgo(5_000)))
        .hasSize(1);
  }

  @Test
  void saysSoIfNobodyIsKnownToAccept() {
    Finding finding = findings(31_000, listener(3)).get(0);

    assertThat(finding.fixAt()).isEqualTo(listening.frame());
    assertThat(finding.summary())
        .isEqualTo(
            "3 connections wait in the queue of port 8080, one of them for 31s, and nobody accepts"
                + " them.");
    assertThat(finding.evidence())
        .contains("acceptor: not known; no hook has seen an accept() on this listener");
  }

  @Test
  void knowsTheLimitLatchOfTomcat() {
    ThreadSnapshot latch =
        thread(
            "http-nio-8080-Acceptor",
            Thread.State.WAITING,
            200_000,
            "java.util.concurrent.locks.LockSupport.park(LockSupport.java:211)",
            "org.apache.tomcat.util.threads.LimitLatch.countUpOrAwait(LimitLatch.java:117)",
            "org.apache.tomcat.util.net.Acceptor.run(Acceptor.java:101)");

    Finding finding =
        findings(
                31_000,
                listener(10).handling(handledBy(accepts, latch)),
                acceptedAgo(90_000),
                acceptedAgo(90_000))
            .get(0);

    assertThat(finding.summary())
        .isEqualTo(
            "10 connections wait in the queue of port 8080, one of them for 31s: maxConnections is"
                + " reached. Find out what holds the others.");
    assertThat(finding.evidence())
        .contains(
            "the acceptor waits in Tomcat's LimitLatch: maxConnections is reached",
            "2 accepted connections of this port open: ESTABLISHED x2");
    assertThat(finding.remedy())
        .startsWith("Find out first why the accepted connections do not end");
  }

  @Test
  void saysThatNoDescriptorIsLeft() {
    ThreadSnapshot failing =
        thread("acceptor", Thread.State.RUNNABLE, 0, "com.acme.Server.run(Server.java:33)");

    assertThat(
            findings(
                    new FdUsage(1020, 1000, 10, 10, 1024, 4096),
                    31_000,
                    listener(50).handling(handledBy(accepts, failing)))
                .get(0)
                .evidence())
        .contains("1020 of 1024 descriptors are used: accept() fails with \"Too many open files\"");
  }

  @Test
  void tellsTheListenersOfOneLineOnce() {
    SocketSnapshot.Builder admin =
        socket(listening)
            .row(
                new TcpRow(
                    new Endpoint(0, 0, 8080), new Endpoint(0, 0, 0), TcpState.LISTEN, 0, 7, 0, 5),
                null)
            .stateMillis(99_000);

    assertThat(findings(31_000, listener(50), admin))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.count()).isEqualTo(57);
              assertThat(finding.evidence()).contains("7 connections wait on port 8080");
            });
  }

  private SocketSnapshot.Builder listener(long queued) {
    TcpRow row = new TcpRow(ANY_8080, new Endpoint(0, 0, 0), TcpState.LISTEN, 0, queued, 0, 4711);
    return socket(listening).row(row, null).stateMillis(99_000);
  }

  private SocketSnapshot.Builder acceptedAgo(long millis) {
    return socket(accepted)
        .row(acceptedRow(TcpState.ESTABLISHED, 0, 8080, 9), null)
        .ageMillis(millis);
  }

  private static List<Finding> findings(long waited, SocketSnapshot.Builder... sockets) {
    return findings(new FdUsage(57, 20, 30, 7, 1024, 4096), waited, sockets);
  }

  private static List<Finding> findings(
      FdUsage fds, long waited, SocketSnapshot.Builder... sockets) {
    List<TcpRow> waiting = new ArrayList<>();
    for (int peer = 1; peer <= 3; peer++) {
      waiting.add(
          acceptedRow(peer == 3 ? TcpState.CLOSE_WAIT : TcpState.ESTABLISHED, 0, 8080, peer));
    }
    KernelSnapshot kernel = new KernelSnapshot("", fds, Map.of(), List.of(), waiting, List.of());
    List<SocketSnapshot> built = Arrays.stream(sockets).map(SocketSnapshot.Builder::build).toList();
    Snapshot snapshot = new Snapshot(NOW, 1, built, List.of(), kernel, 0);
    Trends trends = new Trends(Series.EMPTY, Map.of(), Map.of(ANY_8080, waited));
    return Diagnosis.of(snapshot, GRACES, trends).stream()
        .filter(f -> f.kind() == FindingKind.NOT_ACCEPTED)
        .toList();
  }
}
