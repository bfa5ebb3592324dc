package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.trace;
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
