package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.selectedBy;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static java.lang.Thread.State.BLOCKED;
import static java.lang.Thread.State.RUNNABLE;
import static java.lang.Thread.State.TIMED_WAITING;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotReadTest {
  private static final String SERVE = "com.acme.Handler.serve(Handler.java:40)";
  private static final String QUERY = "com.acme.Db.query(Db.java:12)";
  private static final String SELECT =
      "sun.nio.ch.SelectorImpl.lockAndDoSelect(SelectorImpl.java:129)";

  private final SiteSnapshot accepted =
      site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.acceptLoop(Server.java:31)");
  private final SiteSnapshot channel =
      site(SocketKind.ACCEPTED_CHANNEL, "com.acme.Nio.accept(Nio.java:20)");
  private final Trace taken = taken(SERVE);
  private final Trace registered =
      trace(
          1,
          "sun.nio.ch.SelectorImpl.register(SelectorImpl.java:1)",
          "com.acme.Nio.register(Nio.java:25)",
          "com.acme.Nio.accept(Nio.java:21)");

  @Test
  void namesWhereTheHandlersAreStuckAndCountsThoseThatWaitBehindThem() {
    ThreadSnapshot one = blocked("pool-1-thread-1", 200_000);
    ThreadSnapshot two = blocked("pool-1-thread-2", 100_000);

    Finding finding =
        findings(
                closeWait(101, 1).handling(handledBy(taken, one)),
                established(7, 2).handling(handledBy(taken, two)),
                established(5, 3))
            .get(0);

    assertThat(finding)
        .extracting(
            Finding::kind, Finding::confidence, Finding::count, Finding::fixAt, Finding::handledAt)
        .containsExactly(FindingKind.NOT_READ, Confidence.LIKELY, 3L, frame(QUERY), frame(SERVE));
    assertThat(finding.site()).isEqualTo(accepted);
    assertThat(finding.summary())
        .isEqualTo(
            "Unread: 3 sockets, the longest for 45s, while 2 threads stand in query(). Free those"
                + " threads; the line that accepted is not to blame.");
    assertThat(finding.headline()).isEqualTo("3 of 3 open sockets are not read: 2 threads stand");
    assertThat(finding.evidence())
        .containsExactly(
            "3 of the 3 open sockets of this process",
            "this line since the agent started: 40 accepted, 28 closed by code, 12 open, at most 12"
                + " at once",
            "the oldest was opened 3m 20s ago",
            "kernel: ESTABLISHED x2, CLOSE_WAIT x1",
            "rx_queue: 112 bytes of the peer unread in all, on 3 sockets",
            "handled at com.acme.Handler.serve(Handler.java:40) by threads pool-1-thread-1,"
                + " pool-1-thread-2",
            "reader: thread pool-1-thread-1 is blocked at com.acme.Db.query(Db.java:12) for 3m 20s (BLOCKED)",
            "reader: thread pool-1-thread-2 is blocked at com.acme.Db.query(Db.java:12) for 1m 40s (BLOCKED)",
            "1 socket of them accepted, but not taken over by any thread: behind the stuck ones",
            "peers: 10.0.0.1, 10.0.0.2, 10.0.0.3, connected to port 8443");
    assertThat(finding.remedy()).contains("names the thread that holds the lock");
  }

  @Test
  void keepsItsKeyWhereverTheThreadStandsAndTellsHandlersOfOneAcceptLineApart() {
    ThreadSnapshot elsewhere =
        thread("pool-1-thread-1", WAITING, 60_000, "com.acme.Queue.take(Queue.java:9)", SERVE);

    String key = notRead(closeWait(101, 1), blocked("pool-1-thread-1", 60_000)).key();

    assertThat(notRead(closeWait(101, 1), elsewhere).key()).isEqualTo(key);
    assertThat(key)
        .isEqualTo(
            "NOT_READ accepted_socket com.acme.Server.acceptLoop(Server.java:31) handled at "
                + SERVE);
    String other = "com.acme.Admin.serve(Admin.java:8)";
    assertThat(
            findings(
                closeWait(101, 1).handling(handledBy(taken, blocked("a", 60_000))),
                closeWait(101, 2)
                    .handling(handledBy(taken(other), thread("b", BLOCKED, 60_000, QUERY, other)))))
        .extracting(Finding::kind, Finding::handledAt)
        .containsExactlyInAnyOrder(
            tuple(FindingKind.NOT_READ, frame(SERVE)), tuple(FindingKind.NOT_READ, frame(other)));
  }

  @Test
  void isNoneWhileTheReaderMoves() {
    assertThat(kinds(established(7, 1).handling(handledBy(taken, blocked("a", 30_000))))).isEmpty();
    assertThat(kinds(closeWait(101, 1).handling(handledBy(taken, blocked("a", 30_000)))))
        .containsExactly(FindingKind.NOT_CLOSED);
  }

  @Test
  void isNoneWhileTheSocketIsBeingRead() {
    ThreadSnapshot thread = blocked("a", 60_000);

    assertThat(kinds(established(7, 1).quietMillis(30_000).handling(handledBy(taken, thread))))
        .isEmpty();
    assertThat(kinds(closeWait(101, 1).quietMillis(30_000).handling(handledBy(taken, thread))))
        .isEmpty();
  }

  @Test
  void leavesAHandlerThatWaitsForTheNextRequestOfAnotherConnectionToNotClosed() {
    ThreadSnapshot reading =
        thread(
            "pool-1-thread-1",
            RUNNABLE,
            60_000,
            "sun.nio.ch.NioSocketImpl.read(NioSocketImpl.java:346)",
            "java.net.Socket$SocketInputStream.read(Socket.java:1099)",
            SERVE);

    Finding finding = findings(closeWait(101, 1).handling(handledBy(taken, reading))).get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.NOT_CLOSED);
    assertThat(finding.fixAt()).isEqualTo(frame(SERVE));
  }

  @Test
  void seesAHandlerThatWaitsForItsDatabase() {
    ThreadSnapshot querying =
        thread(
            "pool-1-thread-1",
            RUNNABLE,
            60_000,
            "sun.nio.ch.NioSocketImpl.read(NioSocketImpl.java:346)",
            "java.net.Socket$SocketInputStream.read(Socket.java:1099)",
            "org.postgresql.core.PGStream.receiveChar(PGStream.java:467)",
            QUERY,
            SERVE);

    assertThat(notRead(closeWait(101, 1), querying).fixAt()).isEqualTo(frame(QUERY));
  }

  @Test
  void blamesAThreadOnlyForTheYoungestOfTheSocketsThatItTookOver() {
    ThreadSnapshot thread = blocked("pool-1-thread-1", 60_000);

    assertThat(
            findings(
                closeWait(101, 1).ageMillis(300_000).handling(handledBy(taken, thread)),
                closeWait(101, 2).ageMillis(90_000).handling(handledBy(taken, thread))))
        .extracting(Finding::kind, Finding::count, f -> f.sockets().get(0).ageMillis())
        .containsExactlyInAnyOrder(
            tuple(FindingKind.NOT_READ, 1L, 90_000L), tuple(FindingKind.NOT_CLOSED, 1L, 300_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Handler.serve(Handler.java:99), true", // further on in the same method
    "com.acme.Worker.run(Worker.java:30), true", // the caller, still at the same line
    "com.acme.Worker.run(Worker.java:28), false", // the caller, waiting for the next one
    "com.acme.Other.serve(Other.java:40), false",
  })
  void knowsIfTheThreadIsStillInsideTheHandler(String stands, boolean inside) {
    Trace in = taken(SERVE, "com.acme.Worker.run(Worker.java:30)");
    ThreadSnapshot thread =
        thread("a", WAITING, 60_000, "java.lang.Object.wait(Object.java:338)", stands);

    assertThat(kinds(closeWait(101, 1).handling(handledBy(in, thread))))
        .containsExactly(inside ? FindingKind.NOT_READ : FindingKind.NOT_CLOSED);
  }

  @Test
  void doesNotBlameAHandlerForTheEndOfTheStreamAlone() {
    Finding finding =
        findings(closeWait(1, 1).handling(handledBy(taken, blocked("pool-1-thread-1", 60_000))))
            .get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.NOT_CLOSED);
    assertThat(finding.evidence())
        .contains(
            "handled at com.acme.Handler.serve(Handler.java:40) by thread pool-1-thread-1",
            "reader: thread pool-1-thread-1 is blocked at com.acme.Db.query(Db.java:12) for 1m (BLOCKED)");
  }

  @Test
  void onlySuspectsAHandlerThatWaitsUntilAnotherPeerTakesItsData() {
    ThreadSnapshot writing =
        thread(
            "a",
            RUNNABLE,
            60_000,
            "sun.nio.ch.NioSocketImpl.write(NioSocketImpl.java:390)",
            "java.net.Socket$SocketOutputStream.write(Socket.java:1130)",
            SERVE);

    assertThat(notRead(established(7, 1), writing).confidence()).isEqualTo(Confidence.SUSPECT);
    assertThat(notRead(closeWait(101, 1), writing).confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void findsAllChannelsOfAStuckEventLoop() {
    ThreadSnapshot loop =
        thread(
            "nio-1",
            TIMED_WAITING,
            200_000,
            "java.lang.Thread.sleep(Thread.java:1)",
            QUERY,
            SELECT);
    Handling notLookedAt =
        new Handling(registered, "nio-1", null, false, new SelectorSnapshot(4, true, 1), -1);

    Finding finding =
        findings(
                channel(TcpState.CLOSE_WAIT, 1).handling(selectedBy(registered, loop, 4, 1)),
                channel(TcpState.ESTABLISHED, 7).handling(notLookedAt),
                channel(TcpState.ESTABLISHED, 0).handling(selectedBy(registered, loop, 4, 1)))
            .get(0);

    assertThat(finding)
        .extracting(Finding::kind, Finding::count, Finding::fixAt, Finding::handledAt)
        .containsExactly(
            FindingKind.NOT_READ, 2L, frame(QUERY), frame("com.acme.Nio.register(Nio.java:25)"));
    assertThat(finding.evidence())
        .contains(
            "handled at com.acme.Nio.register(Nio.java:25) by thread nio-1 x2",
            "event loop: thread nio-1 is blocked at com.acme.Db.query(Db.java:12) for 3m 20s (TIMED_WAITING)",
            "rx_queue: 7 bytes of the peer unread in all, on 1 socket",
            "rx_queue: the peer's end of the stream unread on 1 socket");
    assertThat(finding.remedy()).startsWith("Move the call that blocks out of the event loop");
  }

  @Test
  void findsAChannelThatNobodyAsksToRead() {
    ThreadSnapshot loop = selecting();

    Finding finding =
        findings(channel(TcpState.CLOSE_WAIT, 8).handling(selectedBy(registered, loop, 4, 0)))
            .get(0);

    assertThat(finding)
        .extracting(Finding::kind, Finding::confidence, Finding::fixAt)
        .containsExactly(
            FindingKind.NOT_READ, Confidence.LIKELY, frame("com.acme.Nio.register(Nio.java:25)"));
    assertThat(finding.evidence())
        .contains("registered with interest ops 0 (not reading): 1 socket");
    assertThat(finding.headline())
        .isEqualTo("1 of 1 open socket is not read: no interest in reads, registered");
    assertThat(finding.remedy()).startsWith("Turn reading on again");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, -1})
  void leavesAChannelAloneThatTheEventLoopWouldRead(int interestOps) {
    assertThat(
            kinds(
                channel(TcpState.CLOSE_WAIT, 8)
                    .handling(selectedBy(registered, selecting(), 4, interestOps))))
        .containsExactly(FindingKind.NOT_CLOSED);
  }

  @Test
  void leavesAChannelAloneThatWaitsUntilItsPeerTakesTheAnswer() {
    SocketSnapshot.Builder answering =
        socket(channel).row(row(TcpState.ESTABLISHED, 8, 4096), null).stateMillis(45_000);

    assertThat(kinds(answering.handling(selectedBy(registered, selecting(), 4, 4)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ESTABLISHED, 900, ", "CLOSE_WAIT, 1, NOT_CLOSED", "CLOSE_WAIT, 9, NOT_CLOSED"})
  void leavesRequestsAloneThatAWorkerOfTomcatHas(TcpState state, long rx, FindingKind kind) {
    SiteSnapshot tomcat =
        site(
            SocketKind.ACCEPTED_CHANNEL,
            "org.apache.tomcat.util.net.Acceptor.run(Acceptor.java:131)");
    Trace poller =
        trace(
            -1,
            "sun.nio.ch.SelectorImpl.register(SelectorImpl.java:1)",
            "org.apache.tomcat.util.net.NioEndpoint$Poller.events(NioEndpoint.java:1)");

    assertThat(
            kinds(
                SocketSnapshot.of(
                        7,
                        tomcat,
                        trace(
                            -1,
                            "sun.nio.ch.ServerSocketChannelImpl.accept(ServerSocketChannelImpl.java:1)",
                            "org.apache.tomcat.util.net.Acceptor.run(Acceptor.java:131)"))
                    .row(acceptedRow(state, rx, 8080, 1), null)
                    .stateMillis(45_000)
                    .handling(selectedBy(poller, selecting(), 4, 0))))
        .isEqualTo(kind == null ? List.of() : List.of(kind));
  }

  private Finding notRead(SocketSnapshot.Builder socket, ThreadSnapshot thread) {
    Finding finding = findings(socket.handling(handledBy(taken, thread))).get(0);
    assertThat(finding.kind()).isEqualTo(FindingKind.NOT_READ);
    return finding;
  }

  private static List<FindingKind> kinds(SocketSnapshot.Builder... sockets) {
    return findings(sockets).stream().map(Finding::kind).toList();
  }

  private SocketSnapshot.Builder closeWait(long rx, int peer) {
    return socket(accepted)
        .row(acceptedRow(TcpState.CLOSE_WAIT, rx, 8443, peer), null)
        .stateMillis(45_000);
  }

  private SocketSnapshot.Builder established(long rx, int peer) {
    return socket(accepted)
        .row(acceptedRow(TcpState.ESTABLISHED, rx, 8443, peer), null)
        .stateMillis(45_000);
  }

  private SocketSnapshot.Builder channel(TcpState state, long rx) {
    return socket(channel).row(acceptedRow(state, rx, 8443, 1), null).stateMillis(45_000);
  }

  private static ThreadSnapshot blocked(String name, long stillMillis) {
    return thread(
        name, BLOCKED, stillMillis, QUERY, SERVE, "java.lang.Thread.run(Thread.java:840)");
  }

  private static ThreadSnapshot selecting() {
    return thread(
        "nio-1",
        RUNNABLE,
        900_000,
        "sun.nio.ch.EPoll.wait(EPoll.java:1)",
        "sun.nio.ch.EPollSelectorImpl.doSelect(EPollSelectorImpl.java:118)",
        SELECT,
        "com.acme.Nio.run(Nio.java:50)");
  }

  private static Trace taken(String... application) {
    return trace(
        1,
        Stream.concat(
                Stream.of("sun.nio.ch.NioSocketImpl.getInputStream(NioSocketImpl.java:780)"),
                Arrays.stream(application))
            .toArray(String[]::new));
  }
}
