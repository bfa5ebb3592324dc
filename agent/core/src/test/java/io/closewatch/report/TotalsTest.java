package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
  private final List<SocketSnapshot> sockets = new ArrayList<>();
  private final List<SiteSnapshot> sites = new ArrayList<>();
  private Totals totals;

  @AfterEach
  void theyAddUp() {
    if (totals.isKnown()) {
      assertThat(
              totals.inFindings()
                  + totals.healthy()
                  + totals.notSeen()
                  + totals.changedDuringScan())
          .isEqualTo(totals.socketDescriptors());
      assertThat(totals.changedDuringScan()).isNotNegative();
    }
  }

  @Test
  void findingsHealthyAndUnseenSocketsAreAll() {
    add(12, closeWait(client, 0, 31_000));
    add(20, socket(client).row(row(TcpState.ESTABLISHED, 0), null));
    totals = of(41, untracked(8, 1, 0));

    assertThat(text())
        .isEqualTo(
            "41 socket descriptors = 12 in findings + 20 healthy + 9 not seen by hooks (8 not TCP,"
                + " 1 native or opened before)");
    Snapshot snapshot = snapshot(kernel(41, untracked(8, 1, 0)));
    assertThat(Totals.tcp(snapshot, Diagnosis.of(snapshot, GRACES, Trends.NONE))).isEqualTo(33);
  }

  @Test
  void anUnattributedFindingHoldsWhatNoHookSaw() {
    totals = of(3, untracked(0, 2, 1));

    assertThat(text())
        .isEqualTo(
            "3 socket descriptors = 0 in findings + 0 healthy + 3 not seen by hooks (3 native or"
                + " opened before)");
  }

  @Test
  void whatTheCollectorClosedIsNotOpenAnyMore() {
    sites.add(site(SocketKind.CLIENT_SOCKET, "com.acme.Pay.call(Pay.java:7)", 9, 2, 7, 0, 5));
    totals = of(0, List.of());

    assertThat(text())
        .isEqualTo("0 socket descriptors = 0 in findings + 0 healthy + 0 not seen by hooks");
  }

  @Test
  void socketsThatOpenedOrClosedDuringTheScanAreTheRest() {
    add(2, socket(client).row(row(TcpState.ESTABLISHED, 0), null));
    totals = of(7, untracked(1, 0, 0));

    assertThat(text())
        .isEqualTo(
            "7 socket descriptors = 0 in findings + 2 healthy + 1 not seen by hooks (1 not TCP) + 4"
                + " changed during the scan");
  }

  @Test
  void aSocketWhoseDescriptorIsGoneOrUnknownTakesNone() {
    add(1, socket(client).link(Link.GONE).closing(1_000, null, "main"));
    add(1, socket(client).link(Link.UNKNOWN).closing(60_000, null, "main"));
    add(1, socket(client).link(Link.OTHER).closing(60_000, null, "main"));
    totals = of(1, List.of());

    assertThat(totals)
        .extracting(Totals::inFindings, Totals::healthy, Totals::changedDuringScan)
        .containsExactly(1L, 0L, 0L);
  }

  @Test
  void aCountThatIsSmallerThanWhatWasSeenLaterStillAddsUp() {
    add(3, closeWait(client, 0, 31_000));
    add(4, socket(client).row(row(TcpState.ESTABLISHED, 0), null));
    totals = of(5, untracked(1, 0, 0));

    assertThat(totals)
        .extracting(Totals::inFindings, Totals::healthy, Totals::notSeen)
        .containsExactly(3L, 1L, 1L);
  }

  @Test
  void countsASocketOnceThatTwoFindingsName() {
    add(2, closeWait(client, 0, 31_000));
    Snapshot snapshot = snapshot(kernel(2, List.of()));
    List<Finding> findings = Diagnosis.of(snapshot, GRACES, Trends.NONE);
    totals = Totals.of(snapshot, List.of(findings.get(0), findings.get(0)));

    assertThat(totals.inFindings()).isEqualTo(2);
  }

  @Test
  void areUnknownAndNotZeroWithoutTheKernel() {
    add(1, socket(client).link(Link.UNKNOWN));
    totals = of(KernelSnapshot.unavailable("not Linux"));

    assertThat(totals)
        .extracting(Totals::socketDescriptors, Totals::inFindings, Totals::healthy, Totals::notSeen)
        .containsOnly(-1L);
    assertThat(text()).isEqualTo("Socket descriptors: unknown");
  }

  @Test
  void areUnknownIfNotAllDescriptorsCouldBeLookedAt() {
    add(1, socket(client).row(row(TcpState.ESTABLISHED, 0), null));
    totals = of(-1, List.of());

    assertThat(text()).isEqualTo("Socket descriptors: unknown");
  }

  private void add(int count, SocketSnapshot.Builder socket) {
    for (int i = 0; i < count; i++) {
      sockets.add(socket.build());
    }
  }

  private Totals of(int socketDescriptors, List<UntrackedSocket> untracked) {
    return of(kernel(socketDescriptors, untracked));
  }

  private Totals of(KernelSnapshot kernel) {
    Snapshot snapshot = snapshot(kernel);
    return Totals.of(snapshot, Diagnosis.of(snapshot, GRACES, Trends.NONE));
  }

  private Snapshot snapshot(KernelSnapshot kernel) {
    return new Snapshot(NOW, 1, sockets, sites, kernel, 0);
  }

  private static KernelSnapshot kernel(int socketDescriptors, List<UntrackedSocket> untracked) {
    return new KernelSnapshot(
        "",
        new FdUsage(100, socketDescriptors, 50, 9, 1024, 4096),
        Map.of(),
        List.of(),
        List.of(),
        untracked);
  }

  private static List<UntrackedSocket> untracked(int notTcp, int tcp, int noRow) {
    UntrackedSocket[] all = new UntrackedSocket[notTcp + tcp + noRow];
    Arrays.fill(all, 0, notTcp, new UntrackedSocket(90, 900, Protocol.NOT_TCP, null));
    Arrays.fill(
        all,
        notTcp,
        notTcp + tcp,
        new UntrackedSocket(91, 901, Protocol.TCP, row(TcpState.ESTABLISHED, 0)));
    Arrays.fill(all, notTcp + tcp, all.length, new UntrackedSocket(92, 902, Protocol.NO_ROW, null));
    return List.of(all);
  }

  private String text() {
    return ProcessText.sentence(totals);
  }
}
