package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnreachableTest {
  private final SiteSnapshot channel = site(SocketKind.CLIENT_CHANNEL);
  private final SiteSnapshot socket = site(SocketKind.CLIENT_SOCKET);

  @ParameterizedTest
  @EnumSource(
      value = Link.class,
      names = {"SAME_SOCKET", "UNKNOWN"})
  void isCertainAtOnceForAChannelWhoseFdNobodyGaveBack(Link link) {
    Finding finding = findings(socket(channel).ownerReachable(false).link(link)).get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.UNREACHABLE);
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.summary())
        .isEqualTo(
            "1 channel was dropped without close() and can never be closed any more: the"
                + " descriptor is lost until the JVM ends.");
    assertThat(finding.remedy()).contains("UnresolvedAddressException");
  }

  @Test
  void saysMoreThanThatTheConnectionIsInCloseWaitOrDead() {
    assertThat(
            findings(
                closeWait(channel, 0, 99_000).ownerReachable(false),
                socket(channel).stateMillis(99_000).ownerReachable(false),
                socket(channel)
                    .row(row(TcpState.FIN_WAIT2, 0), null)
                    .stateMillis(99_000)
                    .ownerReachable(false)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.UNREACHABLE);
              assertThat(finding.count()).isEqualTo(3);
              assertThat(finding.evidence())
                  .contains("kernel: CLOSE_WAIT, FIN_WAIT2, no connection");
            });
  }

  @ParameterizedTest
  @EnumSource(
      value = Link.class,
      names = {"OTHER", "GONE"})
  void isNoLeakIfTheFdWasGivenBackUnseen(Link link) {
    assertThat(findings(socket(channel).ownerReachable(false).link(link))).isEmpty();
  }

  @Test
  void leavesASocketToTheCleanerUntilDeadGraceIsOver() {
    assertThat(findings(socket(socket).ownerReachable(false).unreachableMillis(60_000))).isEmpty();

    Finding finding =
        findings(socket(socket).ownerReachable(false).unreachableMillis(60_001)).get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.UNREACHABLE);
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.summary())
        .isEqualTo("1 socket was dropped without close() and the JVM has not closed it either.");
    assertThat(finding.remedy()).startsWith("Look at the threads Common-Cleaner and Finalizer");
  }
}
