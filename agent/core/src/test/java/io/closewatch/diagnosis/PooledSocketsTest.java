package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.PoolFixtures.FETCH;
import static io.closewatch.diagnosis.PoolFixtures.idle;
import static io.closewatch.diagnosis.PoolFixtures.leased;
import static io.closewatch.diagnosis.PoolFixtures.left;
import static io.closewatch.diagnosis.PoolFixtures.pool;
import static io.closewatch.diagnosis.PoolFixtures.pooledSocket;
import static io.closewatch.diagnosis.PoolFixtures.snapshot;
import static io.closewatch.diagnosis.PoolFixtures.working;
import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that a pool answers for, and all that else judges sockets. */
class PooledSocketsTest {

  @ParameterizedTest
  @CsvSource({"CLOSE_WAIT, 0", "CLOSE_WAIT, 900", "FIN_WAIT2, 0", "ESTABLISHED, 0"})
  void areJudgedByTheirPoolAlone(TcpState state, long rxQueue) {
    TcpRow row = row(state, rxQueue);
    SocketSnapshot socket = pooledSocket(row, 99_000_000).build();
    PoolConnection.Builder lease =
        leased(working(FETCH), state, rxQueue, 99_000_000).socket(socket).row(row);

    assertThat(findings(snapshot(pool(lease)))).isEmpty();
    assertThat(findings(snapshot(pool(lease).closed(true))))
        .extracting(Finding::kind)
        .isEqualTo(
            state == TcpState.CLOSE_WAIT
                ? List.of(FindingKind.NOT_CLOSED)
                : state == TcpState.FIN_WAIT2 ? List.of(FindingKind.HALF_CLOSED) : List.of());
  }

  @Test
  void areToldOfOnceIfTheyAreBeingClosedOrCanNeverBe() {
    SocketSnapshot closing =
        pooledSocket(row(TcpState.CLOSE_WAIT, 1), 45_000).closing(99_000, null, "").build();
    SocketSnapshot lost =
        pooledSocket(row(TcpState.CLOSE_WAIT, 1), 45_000)
            .ownerReachable(false)
            .unreachableMillis(99_000)
            .build();

    assertThat(
            findings(
                snapshot(
                    pool(
                        leased(left(FETCH), TcpState.CLOSE_WAIT, 1, 45_000).socket(closing),
                        idle(TcpState.CLOSE_WAIT, 1, 45_000).socket(closing),
                        idle(TcpState.CLOSE_WAIT, 1, 45_000).socket(lost)))))
        .extracting(Finding::kind)
        .containsExactlyInAnyOrder(FindingKind.CLOSED_NOT_RELEASED, FindingKind.UNREACHABLE);
  }

  @Test
  void areNotCalledGrowingWhileThePoolFillsUp() {
    PoolConnection.Builder[] idle =
        IntStream.range(0, 40)
            .mapToObj(i -> idle(TcpState.ESTABLISHED, 0, 5_000))
            .toArray(PoolConnection.Builder[]::new);

    assertThat(growing(snapshot(pool(idle)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9, false", "10, true"})
  void doNotHideOthersOfTheirLineThatGrow(int others, boolean found) {
    List<SocketSnapshot> unpooled =
        IntStream.range(0, others)
            .mapToObj(i -> pooledSocket(row(TcpState.ESTABLISHED, 0), 5_000).build())
            .toList();
    Snapshot snapshot =
        snapshot(kernel(), unpooled, List.of(), pool(idle(TcpState.ESTABLISHED, 0, 5_000)));

    assertThat(growing(snapshot))
        .extracting(Finding::kind, Finding::count)
        .isEqualTo(found ? List.of(tuple(FindingKind.GROWING, 10L)) : List.of());
  }

  @ParameterizedTest
  @ValueSource(longs = {30_000, 90_000})
  void areNotJudgedYetWhileTheyAreLeasedAndTheRequestMayGoOn(long quietMillis) {
    Snapshot snapshot =
        snapshot(
            pool(
                leased(working(FETCH), TcpState.CLOSE_WAIT, 900, quietMillis),
                idle(TcpState.CLOSE_WAIT, 1, quietMillis)));

    assertThat(Blindness.of(snapshot, GRACES))
        .containsExactly(
            quietMillis == 30_000
                ? "1 socket in CLOSE_WAIT for less than 30s: not judged yet"
                : "1 socket in CLOSE_WAIT that may still be at work for a request: not judged yet");
  }

  @Test
  void areNotUnattributedIfThePoolKnowsThemFromBeforeTheAgent() {
    TcpRow known = row(TcpState.ESTABLISHED, 0);
    KernelSnapshot kernel =
        kernel(
            new UntrackedSocket(90, 900, Protocol.TCP, known),
            new UntrackedSocket(
                91, 901, Protocol.TCP, acceptedRow(TcpState.CLOSE_WAIT, 1, 8080, 1)));
    Snapshot snapshot =
        new Snapshot(
            NOW,
            NOW,
            1,
            List.of(),
            List.of(),
            kernel,
            2,
            List.of(),
            HttpPools.of()
                .pools(List.of(pool(idle(TcpState.ESTABLISHED, 0, 5_000).socket(null)).build()))
                .build());

    assertThat(findings(snapshot))
        .extracting(Finding::kind, Finding::count)
        .containsExactly(tuple(FindingKind.UNATTRIBUTED, 1L));
    assertThat(findings(snapshot).get(0).evidence())
        .contains("1 of them were open before the agent came");
    assertThat(Blindness.of(snapshot, GRACES))
        .containsExactly("1 socket opened before the agent came: no line known");
  }

  private static List<Finding> findings(Snapshot snapshot) {
    return Diagnosis.of(snapshot, GRACES, Trends.NONE);
  }

  private static List<Finding> growing(Snapshot snapshot) {
    Series open =
        new Series(
            IntStream.range(0, 30).mapToLong(i -> i * 10_000L).toArray(),
            IntStream.range(0, 30).mapToLong(i -> 5L + i).toArray());
    String key = Trends.key(site(SocketKind.CLIENT_SOCKET, FETCH));
    return Diagnosis.of(snapshot, GRACES, new Trends(Series.EMPTY, Map.of(key, open)));
  }
}
