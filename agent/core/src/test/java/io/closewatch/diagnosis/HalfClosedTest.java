package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import org.junit.jupiter.api.Test;

class HalfClosedTest {
  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);

  @Test
  void judgesOnlyAfterTheGrace() {
    assertThat(findings(finWait2(30_000))).isEmpty();
    assertThat(findings(finWait2(30_001)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.HALF_CLOSED);
              assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
              assertThat(finding.summary())
                  .isEqualTo("shutdownOutput() was called, but not close(): 1 socket, for 30s.");
              assertThat(finding.remedy()).contains("setSoTimeout");
            });
  }

  @Test
  void doesNotProposeASocketOptionForChannels() {
    SiteSnapshot channel = site(SocketKind.CLIENT_CHANNEL);

    assertThat(
            findings(socket(channel).row(row(TcpState.FIN_WAIT2, 0), null).stateMillis(31_000))
                .get(0)
                .remedy())
        .doesNotContain("setSoTimeout");
  }

  private SocketSnapshot.Builder finWait2(long millis) {
    return socket(client).row(row(TcpState.FIN_WAIT2, 0), null).stateMillis(millis);
  }
}
