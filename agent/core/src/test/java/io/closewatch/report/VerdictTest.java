package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.report.Verdict.Outcome;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
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

  private static String sentence(SocketSnapshot... sockets) {
    return Verdict.of(report(snapshot(sockets), List.of())).sentence();
  }

  private static Report report(Snapshot snapshot, List<String> degraded) {
    AgentInfo agent =
        new AgentInfo("0.1.0", NOW - 60_000, false, 4711, "com.acme.Main", "JVM", degraded, 0);
    return new Report(
        agent, snapshot, GRACES, Diagnosis.of(snapshot, GRACES, Trends.NONE), List.of());
  }
}
