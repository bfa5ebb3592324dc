package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.PoolFixtures.FETCH;
import static io.closewatch.diagnosis.PoolFixtures.ended;
import static io.closewatch.diagnosis.PoolFixtures.leased;
import static io.closewatch.diagnosis.PoolFixtures.pool;
import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.CollectedSites;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.TestOrigin;
import io.closewatch.tracker.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestDiagnosisTest {
  private static final TestOrigin TEST = new TestOrigin("PayTest.pays()", false);
  private static final long WAITED = 1_000;

  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
  private final SiteSnapshot channel = site(SocketKind.CLIENT_CHANNEL);

  private SocketSnapshot.Builder socket(SiteSnapshot site, TcpState state) {
    return SocketFixtures.socket(site)
        .row(state == null ? null : row(state, 0), null)
        .stateMillis(WAITED);
  }

  private static Snapshot of(HttpPools pools, boolean named, SocketSnapshot... sockets) {
    Map<SocketSnapshot, TestOrigin> tests = new HashMap<>();
    for (SocketSnapshot socket : sockets) {
      tests.put(socket, TEST);
    }
    return new Snapshot(
        NOW,
        NOW,
        1,
        List.of(sockets),
        List.of(),
        kernel(),
        0,
        List.of(),
        pools,
        named ? SocketTests.of(tests) : SocketTests.NONE);
  }

  private static Snapshot snapshot(SocketSnapshot.Builder socket) {
    return of(HttpPools.NONE, true, socket.build());
  }

  private static List<FindingKind> leaks(Snapshot snapshot) {
    return TestDiagnosis.of(snapshot, WAITED, List.of(), GRACES).stream()
        .map(Finding::kind)
        .toList();
  }

  @Test
  void whatLiesInCloseWaitAllTheTimeIsALeak() {
    Snapshot snapshot = snapshot(socket(client, TcpState.CLOSE_WAIT));

    assertThat(TestDiagnosis.isUnsettled(snapshot)).isTrue();
    assertThat(leaks(snapshot)).containsExactly(FindingKind.NOT_CLOSED);
  }

  @Test
  void aPeerMayHangUpAMomentAfterTheTest() {
    assertThat(leaks(snapshot(socket(client, TcpState.CLOSE_WAIT).stateMillis(WAITED * 3 / 4))))
        .containsExactly(FindingKind.NOT_CLOSED);
    assertThat(leaks(snapshot(socket(client, TcpState.CLOSE_WAIT).stateMillis(WAITED / 4))))
        .isEmpty();
  }

  @Test
  void socketsOfNobodyOrOfOtherTestsAreLeftAlone() {
    Snapshot snapshot = of(HttpPools.NONE, false, socket(client, TcpState.CLOSE_WAIT).build());

    assertThat(TestDiagnosis.isUnsettled(snapshot)).isFalse();
    assertThat(leaks(snapshot)).isEmpty();
  }

  @Test
  void aConnectionThatIsAliveAndHeldIsKept() {
    Snapshot snapshot = snapshot(socket(client, TcpState.ESTABLISHED));

    assertThat(TestDiagnosis.isUnsettled(snapshot)).isFalse();
    assertThat(leaks(snapshot)).isEmpty();
  }

  @Test
  void aServerThatListensOrIsNotBoundYetIsKept() {
    SiteSnapshot listener = site(SocketKind.LISTENING_SOCKET);

    for (TcpState state : new TcpState[] {TcpState.LISTEN, null}) {
      Snapshot snapshot = snapshot(socket(listener, state));
      assertThat(TestDiagnosis.isUnsettled(snapshot)).isFalse();
      assertThat(leaks(snapshot)).isEmpty();
    }
  }

  @Test
  void anIdleConnectionOfTheJdksOwnClientIsKept() {
    Trace keepAlive =
        trace(
            2,
            "java.net.Socket.<init>(Socket.java:454)",
            "sun.net.www.http.HttpClient.openServer(HttpClient.java:531)",
            FETCH);
    Snapshot snapshot =
        snapshot(
            SocketSnapshot.of(7, client, keepAlive)
                .row(row(TcpState.CLOSE_WAIT, 0), null)
                .stateMillis(99_000));

    assertThat(TestDiagnosis.isUnsettled(snapshot)).isFalse();
    assertThat(leaks(snapshot)).isEmpty();
  }

  @Test
  void aCollectedChannelIsALeakAtOnceAndASocketIsWaitedFor() {
    Snapshot lost = snapshot(socket(channel, TcpState.ESTABLISHED).ownerReachable(false));
    assertThat(TestDiagnosis.isUnsettled(lost)).isFalse();
    assertThat(leaks(lost)).containsExactly(FindingKind.UNREACHABLE);

    Snapshot going = snapshot(socket(client, TcpState.ESTABLISHED).ownerReachable(false));
    assertThat(TestDiagnosis.isUnsettled(going)).isTrue();
    assertThat(leaks(going)).isEmpty();
  }

  @Test
  void whatStaysHalfClosedDeadOrInCloseIsALeakAfterTheWait() {
    Snapshot half = snapshot(socket(client, TcpState.FIN_WAIT2));
    Snapshot dead = snapshot(socket(client, null));
    Snapshot closing = snapshot(socket(client, TcpState.ESTABLISHED).closing(WAITED, null, "main"));

    assertThat(List.of(half, dead, closing)).allMatch(TestDiagnosis::isUnsettled);
    assertThat(leaks(half)).containsExactly(FindingKind.HALF_CLOSED);
    assertThat(leaks(dead)).containsExactly(FindingKind.DEAD_NOT_CLOSED);
    assertThat(leaks(closing)).containsExactly(FindingKind.CLOSED_NOT_RELEASED);
  }

  @Test
  void whatTheCollectorHasClosedIsALeak() {
    SiteSnapshot site = CollectedSites.of(client.frame(), SocketKind.CLIENT_SOCKET, trace(client));

    List<Finding> leaks = TestDiagnosis.of(of(HttpPools.NONE, true), WAITED, List.of(site), GRACES);

    assertThat(leaks).extracting(Finding::kind).containsExactly(FindingKind.CLOSED_BY_GC);
    assertThat(leaks.get(0).count()).isEqualTo(7);
  }

  @Test
  void aConnectionThatIsNotGivenBackIsALeakEvenIfTheServerIsStillThere() {
    HttpPools pools =
        HttpPools.of()
            .pools(
                List.of(
                    pool(leased(ended(FETCH), TcpState.ESTABLISHED, 0, WAITED)
                            .sinceMillis(WAITED)
                            .leasedIn(TEST))
                        .build()))
            .build();
    Snapshot snapshot = of(pools, true);

    assertThat(TestDiagnosis.isUnsettled(snapshot)).isTrue();
    List<Finding> leaks = TestDiagnosis.of(snapshot, WAITED, List.of(), GRACES);
    assertThat(leaks).extracting(Finding::kind).containsExactly(FindingKind.LEASE_NOT_RETURNED);
    assertThat(leaks.get(0).tests()).extracting(Object::toString).containsExactly(TEST + " x1");
  }

  @Test
  void leasesOfOtherTestsAndIdleConnectionsAreLeftAlone() {
    HttpPools pools =
        HttpPools.of()
            .pools(
                List.of(
                    pool(
                            leased(ended(FETCH), TcpState.ESTABLISHED, 0, WAITED)
                                .sinceMillis(WAITED),
                            PoolConnection.of(PoolState.IDLE).open(true).leasedIn(TEST))
                        .build()))
            .build();
    Snapshot snapshot = of(pools, true);

    assertThat(TestDiagnosis.isUnsettled(snapshot)).isFalse();
    assertThat(leaks(snapshot)).isEmpty();
  }
}
