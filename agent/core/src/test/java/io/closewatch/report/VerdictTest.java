package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.Series;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.report.Verdict.Outcome;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
  private final SiteSnapshot channel =
      site(SocketKind.CLIENT_CHANNEL, "com.acme.Feed.connect(Feed.java:58)");

  @Test
  void namesTheOneLineThatLeaks() {
    SocketSnapshot healthy = socket(channel).row(row(TcpState.ESTABLISHED, 0), null).build();

    assertThat(sentence(closeWait(client, 0, 31_000).build(), healthy))
        .isEqualTo(
            "LEAK - 1 line leaks sockets: 1 of 2 open sockets waits for close() in"
                + " com.acme.Crawler.fetch(Crawler.java:42)");
  }

  @Test
  void countsTheLinesAndNamesTheWorst() {
    SocketSnapshot unlikely = closeWait(client, 1, 31_000).build();

    assertThat(
            sentence(unlikely, unlikely, unlikely, socket(channel).ownerReachable(false).build()))
        .isEqualTo(
            "LEAK - 2 lines leak sockets, the worst: 1 of 4 open sockets was dropped without"
                + " close() in com.acme.Feed.connect(Feed.java:58)");
  }

  @Test
  void countsALineOnceThatLeaksInTwoWays() {
    assertThat(
            sentence(
                closeWait(client, 0, 31_000).build(),
                closeWait(client, 0, 31_000).build(),
                socket(client).stateMillis(61_000).build()))
        .startsWith("LEAK - 1 line leaks sockets: 2 of 3 open sockets wait for close() in ");
  }

  @Test
  void doesNotBlameTheAcceptLine() {
    SiteSnapshot accepted = site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.run(Server.java:31)");
    SocketSnapshot leaked =
        socket(accepted)
            .row(acceptedRow(TcpState.CLOSE_WAIT, 0, 8443, 1), null)
            .stateMillis(31_000)
            .build();

    assertThat(sentence(leaked))
        .isEqualTo(
            "LEAK - 1 place leaks sockets: 1 of 1 open socket waits for close() by the code that"
                + " handles port 8443, accepted in com.acme.Server.run(Server.java:31)");
  }

  @Test
  void namesTheLineThatClosed() {
    SocketSnapshot held =
        socket(channel)
            .closing(45_000, trace(0, "com.acme.Feed.stop(Feed.java:91)"), "main")
            .build();

    assertThat(sentence(held))
        .endsWith(
            "1 of 1 open socket is still held after close() in com.acme.Feed.stop(Feed.java:91)");
  }

  @Test
  void countsSocketsThatTheCollectorClosedAgainstAllOfTheLine() {
    SiteSnapshot gc =
        site(SocketKind.CLIENT_SOCKET, "com.acme.Pay.call(Pay.java:7)", 9, 2, 7, 0, 5);
    Snapshot snapshot = new Snapshot(NOW, 1, List.of(), List.of(gc), kernel(), 0);

    assertThat(Verdict.of(report(snapshot, List.of())).sentence())
        .isEqualTo(
            "LEAK - 1 line leaks sockets: 7 of 9 sockets were closed only by the garbage collector,"
                + " opened in com.acme.Pay.call(Pay.java:7)");
  }

  @Test
  void callsItALeakAlsoIfTheKernelIsSilent() {
    SocketSnapshot lost = socket(channel).ownerReachable(false).link(Link.UNKNOWN).build();
    Snapshot snapshot = snapshot(List.of(lost), KernelSnapshot.unavailable("not Linux"));

    assertThat(Verdict.of(report(snapshot, List.of("no kernel"))).outcome())
        .isEqualTo(Outcome.LEAK);
  }

  @Test
  void givesNoVerdictIfNothingWasFoundButTooLittleWasSeen() {
    Snapshot blind = snapshot(List.of(), KernelSnapshot.unavailable("not Linux"));

    assertThat(Verdict.of(report(blind, List.of())))
        .extracting(Verdict::outcome, Verdict::sentence)
        .containsExactly(
            Outcome.NO_VERDICT,
            "NO VERDICT - nothing was found, but the kernel's TCP table could not be read: not"
                + " Linux");
    assertThat(Verdict.of(report(snapshot(), List.of("no release hook"))))
        .extracting(Verdict::outcome, Verdict::sentence)
        .containsExactly(
            Outcome.NO_VERDICT,
            "NO VERDICT - nothing was found, but the agent does not work in full: no release hook");
  }

  @Test
  void isCleanWithTheUnattributedSocketsNamed() {
    UntrackedSocket tcp = new UntrackedSocket(90, 900, Protocol.NO_ROW, null);
    Snapshot snapshot = new Snapshot(NOW, 1, List.of(), List.of(), kernel(tcp), 0);

    assertThat(Verdict.of(report(snapshot, List.of())))
        .extracting(Verdict::outcome, Verdict::sentence)
        .containsExactly(
            Outcome.CLEAN,
            "no leak found - 0 open sockets, watched for 1m; 1 other cannot be judged, no line known");
  }

  @Test
  void doesNotCallUnknownSocketsInCloseWaitClean() {
    UntrackedSocket waiting =
        new UntrackedSocket(90, 900, Protocol.TCP, row(TcpState.CLOSE_WAIT, 1));
    UntrackedSocket busy = new UntrackedSocket(91, 901, Protocol.TCP, row(TcpState.ESTABLISHED, 0));
    Snapshot snapshot = new Snapshot(NOW, 1, List.of(), List.of(), kernel(waiting, busy), 2);

    assertThat(Verdict.of(report(snapshot, List.of())))
        .extracting(Verdict::outcome, Verdict::sentence)
        .containsExactly(
            Outcome.NO_VERDICT,
            "NO VERDICT - 1 socket in CLOSE_WAIT was opened before the agent came, or by native"
                + " code: no line known");
  }

  @Test
  void namesTheHandlerOfAcceptedSocketsAndWhereAStuckThreadStands() {
    SiteSnapshot accepted = site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.run(Server.java:31)");
    Trace taken = trace(0, "com.acme.Handler.serve(Handler.java:40)");
    ThreadSnapshot stuck =
        thread(
            "pool-1-thread-3",
            Thread.State.BLOCKED,
            60_000,
            "com.acme.Db.query(Db.java:12)",
            "com.acme.Handler.serve(Handler.java:44)");
    SocketSnapshot.Builder unread =
        socket(accepted)
            .row(acceptedRow(TcpState.CLOSE_WAIT, 9, 8443, 1), null)
            .stateMillis(31_000);

    assertThat(sentence(unread.handling(handledBy(taken, stuck)).build()))
        .isEqualTo(
            "LEAK - 1 of 1 open socket is not read: thread pool-1-thread-3 stands in"
                + " com.acme.Db.query(Db.java:12)");
    assertThat(sentence(unread.handling(new Handling(taken, "t", null, true, null, 0)).build()))
        .isEqualTo(
            "LEAK - 1 line leaks sockets: 1 of 1 open socket waits for close(), handled in"
                + " com.acme.Handler.serve(Handler.java:40)");
  }

  @Test
  void namesTheAcceptorThatStandsElsewhere() {
    SiteSnapshot listening =
        site(SocketKind.LISTENING_SOCKET, "com.acme.Server.start(Server.java:19)");
    Trace accepts = trace(0, "com.acme.Server.run(Server.java:31)");
    ThreadSnapshot stuck =
        thread("acceptor", Thread.State.WAITING, 60_000, "com.acme.Pool.submit(Pool.java:12)");
    TcpRow queue =
        new TcpRow(
            new Endpoint(0, 0, 8080), new Endpoint(0, 0, 0), TcpState.LISTEN, 0, 50, 0, 4711);
    Snapshot snapshot =
        snapshot(socket(listening).row(queue, null).handling(handledBy(accepts, stuck)).build());
    Trends trends = new Trends(Series.EMPTY, Map.of(), Map.of(queue.local(), 31_000L));

    assertThat(Verdict.of(report(snapshot, List.of(), trends)).sentence())
        .isEqualTo(
            "LEAK - 50 connections wait in the queue of port 8080: the acceptor stands in"
                + " com.acme.Pool.submit(Pool.java:12)");
  }

  @Test
  void addsTheForecastToAnyVerdict() {
    long[] times = LongStream.range(0, 31).map(i -> i * 10_000).toArray();
    long[] used = LongStream.range(0, 31).map(i -> 20 + 2 * i).toArray();
    Trends trends = new Trends(new Series(times, used), Map.of());

    assertThat(Verdict.of(report(snapshot(), List.of(), trends)).sentence())
        .isEqualTo(
            "no leak found - 0 open sockets, watched for 1m; descriptors run out in about 1h 20m");
    assertThat(
            Verdict.of(report(snapshot(closeWait(client, 0, 31_000).build()), List.of(), trends))
                .sentence())
        .isEqualTo(
            "LEAK - 1 line leaks sockets: 1 of 1 open socket waits for close() in"
                + " com.acme.Crawler.fetch(Crawler.java:42); descriptors run out in about 1h 20m");
  }

  @Test
  void callsGrowthASuspectAndNoLeak() {
    long[] times = LongStream.range(0, 31).map(i -> i * 10_000).toArray();
    Trends trends =
        new Trends(
            Series.EMPTY,
            Map.of(Trends.key(client), new Series(times, LongStream.range(0, 31).toArray())));
    SocketSnapshot open = socket(client).row(row(TcpState.ESTABLISHED, 0), null).build();

    assertThat(Verdict.of(report(snapshot(open), List.of(), trends)))
        .extracting(Verdict::outcome, Verdict::sentence)
        .containsExactly(
            Outcome.CLEAN, "no leak found - 1 open socket, watched for 1m; 1 suspect below");
  }

  private static String sentence(SocketSnapshot... sockets) {
    return Verdict.of(report(snapshot(sockets), List.of())).sentence();
  }

  private static Report report(Snapshot snapshot, List<String> degraded) {
    return report(snapshot, degraded, Trends.NONE);
  }

  private static Report report(Snapshot snapshot, List<String> degraded, Trends trends) {
    AgentInfo agent =
        new AgentInfo("0.1.0", NOW - 60_000, false, 4711, "com.acme.Main", "JVM", degraded, 0);
    return new Report(agent, snapshot, GRACES, Diagnosis.of(snapshot, GRACES, trends), List.of());
  }
}
