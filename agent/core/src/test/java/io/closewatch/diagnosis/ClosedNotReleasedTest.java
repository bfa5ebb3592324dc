package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.selectedBy;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static java.lang.Thread.State.RUNNABLE;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedNotReleasedTest {
  private final SiteSnapshot channel = site(SocketKind.CLIENT_CHANNEL);
  private final SiteSnapshot socket = site(SocketKind.CLIENT_SOCKET);
  private final Trace closer = trace(0, "com.acme.Feed.stop(Feed.java:91)");

  @Test
  void judgesOnlyAfterTheGrace() {
    assertThat(findings(socket(channel).closing(10_000, closer, "main"))).isEmpty();
    assertThat(findings(socket(channel).closing(10_001, closer, "main")))
        .singleElement()
        .extracting(Finding::kind)
        .isEqualTo(FindingKind.CLOSED_NOT_RELEASED);
  }

  @ParameterizedTest
  @CsvSource({"SAME_SOCKET, CERTAIN", "OTHER, CERTAIN", "UNKNOWN, LIKELY"})
  void isCertainOnlyIfTheKernelShowsTheFd(Link link, Confidence confidence) {
    assertThat(findings(socket(channel).closing(45_000, closer, "main").link(link)))
        .singleElement()
        .extracting(Finding::confidence)
        .isEqualTo(confidence);
  }

  @Test
  void isDoneOnceTheFdIsGone() {
    assertThat(findings(socket(channel).closing(45_000, closer, "main").link(Link.GONE))).isEmpty();
  }

  @Test
  void showsTheLineThatClosedMostOfThemAsTheLineToFix() {
    Trace rare = trace(0, "com.acme.Feed.abort(Feed.java:7)");

    Finding finding =
        findings(
                socket(channel).closing(45_000, rare, "main"),
                socket(channel).closing(46_000, closer, "main"),
                socket(channel).closing(47_000, closer, "main"))
            .get(0);

    assertThat(finding.fixAt()).isEqualTo(frame("com.acme.Feed.stop(Feed.java:91)"));
    assertThat(finding.evidence()).startsWith("closed at com.acme.Feed.stop(Feed.java:91)");
    assertThat(finding.summary())
        .isEqualTo(
            "close() was called, but the descriptor is still held: 3 sockets, the first closed 47s"
                + " ago.");
  }

  @Test
  void fallsBackToTheLineThatOpenedIfTheClosingStackIsUnknown() {
    Trace empty = new Trace(Collections.emptyList(), -1);

    assertThat(
            findings(
                    socket(channel).closing(45_000, null, "main"),
                    socket(channel).closing(45_000, empty, "main"))
                .get(0)
                .fixAt())
        .isEqualTo(channel.frame());
  }

  @Test
  void namesTheSelectorForChannelsAndTheBlockedThreadForSockets() {
    assertThat(findings(socket(channel).closing(45_000, closer, "main")).get(0).remedy())
        .contains("selector.selectNow()");
    assertThat(findings(socket(socket).closing(45_000, closer, "main")).get(0).remedy())
        .contains("setSoTimeout")
        .doesNotContain("selector");
  }

  @Test
  void namesTheRegistrationAndWhatTheThreadOfTheSelectorDoes() {
    Trace registered = trace(0, "com.acme.Feed.register(Feed.java:60)");
    ThreadSnapshot elsewhere =
        thread("feed-loop", WAITING, 125_000, "com.acme.Feed.process(Feed.java:70)");
    ThreadSnapshot selecting =
        thread(
            "feed-loop",
            RUNNABLE,
            125_000,
            "sun.nio.ch.SelectorImpl.lockAndDoSelect(SelectorImpl.java:129)");
    SelectorSnapshot cancelled = new SelectorSnapshot(4, false, -1);

    assertThat(holder(selectedBy(registered, elsewhere, 4, -1)))
        .isEqualTo(
            "still registered with a selector that does not select: thread feed-loop is blocked at"
                + " com.acme.Feed.process(Feed.java:70) for 2m 5s (WAITING); registered at"
                + " com.acme.Feed.register(Feed.java:60): 2 sockets");
    assertThat(holder(selectedBy(registered, selecting, 4, -1)))
        .isEqualTo(
            "still registered with a selector that thread feed-loop runs, which has not come out of"
                + " select() for 2m 5s; registered at com.acme.Feed.register(Feed.java:60): 2"
                + " sockets");
    assertThat(holder(new Handling(registered, "feed-loop", null, true, cancelled, -1)))
        .isEqualTo(
            "still registered with a selector that thread feed-loop ran, which has ended;"
                + " registered at com.acme.Feed.register(Feed.java:60): 2 sockets");
    assertThat(holder(new Handling(registered, "main", null, false, cancelled, -1)))
        .isEqualTo(
            "still registered with a selector that no live thread is seen to run; registered at"
                + " com.acme.Feed.register(Feed.java:60): 2 sockets");
  }

  @Test
  void namesTheThreadThatIsStillInsideTheSocket() {
    ThreadSnapshot reader =
        thread(
            "reader-1",
            RUNNABLE,
            61_000,
            "sun.nio.ch.NioSocketImpl.read(NioSocketImpl.java:346)",
            "com.acme.Feed.poll(Feed.java:33)");

    assertThat(
            findings(
                    socket(socket)
                        .closing(45_000, closer, "main")
                        .handling(handledBy(closer, reader)))
                .get(0)
                .evidence()
                .get(1))
        .isEqualTo(
            "thread reader-1 is blocked at com.acme.Feed.poll(Feed.java:33) for 1m 1s (RUNNABLE)");
  }

  private String holder(Handling handling) {
    return findings(
            socket(channel).closing(45_000, closer, "main").handling(handling),
            socket(channel).closing(45_000, closer, "main").handling(handling))
        .get(0)
        .evidence()
        .get(1);
  }

  @Test
  void keepsASocketThatIsBeingClosedOutOfAllOtherFindings() {
    assertThat(
            findings(
                closeWait(channel, 0, 99_000).closing(5_000, closer, "main"),
                socket(channel).stateMillis(99_000).closing(5_000, closer, "main"),
                socket(channel).ownerReachable(false).closing(5_000, closer, "main"),
                socket(channel)
                    .row(row(TcpState.FIN_WAIT2, 0), null)
                    .stateMillis(99_000)
                    .closing(5_000, closer, "main")))
        .isEmpty();
  }
}
