package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlindnessTest {
  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);

  @Test
  void isEmptyIfEverythingWasSeenAndJudged() {
    SocketSnapshot judged = closeWait(client, 0, 30_001).build();
    SocketSnapshot healthy = socket(client).row(row(TcpState.ESTABLISHED, 0), null).build();

    assertThat(Blindness.of(snapshot(judged, healthy), GRACES)).isEmpty();
  }

  @Test
  void namesEveryStateThatIsTooYoungToJudge() {
    Snapshot snapshot =
        snapshot(
            closeWait(client, 0, 0).build(),
            closeWait(client, 1, 30_000).build(),
            socket(client).row(row(TcpState.FIN_WAIT2, 0), null).stateMillis(5).build(),
            socket(client).stateMillis(60_000).build(),
            closeWait(client, 0, 99_000).ownerReachable(false).build(),
            socket(client).link(Link.GONE).build());

    assertThat(Blindness.of(snapshot, GRACES))
        .containsExactly(
            "2 sockets in CLOSE_WAIT for less than 30s: not judged yet",
            "1 socket half closed for less than 30s: not judged yet",
            "1 socket without a connection for less than 1m: not judged yet",
            "1 socket collected without close(), which the JVM is about to close: not judged yet",
            "1 socket closed in a way that no hook saw");
    assertThat(Diagnosis.of(snapshot, GRACES, Trends.NONE)).isEmpty();
  }

  @Test
  void saysWhyTheKernelIsSilentAndNothingOfStatesThen() {
    SocketSnapshot unknown = socket(client).link(Link.UNKNOWN).build();
    Snapshot snapshot =
        snapshot(List.of(unknown), KernelSnapshot.unavailable("/proc is not mounted"));

    assertThat(Blindness.of(snapshot, GRACES))
        .containsExactly(
            "the kernel's TCP table: /proc is not mounted; TCP states, CLOSE_WAIT and dead"
                + " connections are unknown, not zero");
  }

  @Test
  void countsSocketsWithoutAKnownLine() {
    UntrackedSocket tcp = new UntrackedSocket(90, 900, Protocol.NO_ROW, null);

    assertThat(
            Blindness.of(
                new Snapshot(NOW, 1, List.of(), List.of(), kernel(tcp, tcp, tcp), 2), GRACES))
        .containsExactly(
            "2 sockets opened before the agent came: no line known",
            "1 socket opened where no hook sees it (native code)");
  }
}
