package io.closewatch.monitor;

import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Series;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendRecorderTest {
  private static final Endpoint ANY_8080 = new Endpoint(0, 0, 8080);

  private long nanos = -5_000_000_000L; // System.nanoTime may be negative
  private long wallClock = 1_790_000_000_000L;
  private final TrendRecorder recorder = new TrendRecorder(() -> nanos);

  @Test
  void followsSitesAndDescriptorsWhateverTheWallClockDoes() {
    SiteSnapshot a = open("com.acme.A.open(A.java:1)", 3);
    recorder.record(snapshot(40, a));
    wallClock -= 86_400_000;
    pass(10);
    Trends trends = recorder.record(snapshot(45, open("com.acme.A.open(A.java:1)", 7)));

    assertThat(values(trends.open(a))).containsExactly(3L, 7L);
    assertThat(values(trends.descriptors())).containsExactly(40L, 45L);
    assertThat(trends.descriptors().millis(1) - trends.descriptors().millis(0)).isEqualTo(10_000);
  }

  @Test
  void forgetsASiteThatVanished() {
    SiteSnapshot a = open("com.acme.A.open(A.java:1)", 3);
    recorder.record(snapshot(40, a));
    pass(10);
    assertThat(recorder.record(snapshot(40)).open(a).size()).isZero();
    pass(10);
    assertThat(values(recorder.record(snapshot(40, a)).open(a))).containsExactly(3L);
  }

  @Test
  void followsTheBiggestSitesOnly() {
    List<SiteSnapshot> sites = new ArrayList<>();
    for (int i = 0; i < TrendRecorder.MAX_SITES + 50; i++) {
      sites.add(open("com.acme.A.open(A.java:" + i + ")", 1000 - i));
    }
    Trends trends = recorder.record(snapshot(40, sites.toArray(new SiteSnapshot[0])));

    assertThat(sites.stream().filter(site -> trends.open(site).size() > 0).toList())
        .isEqualTo(sites.subList(0, TrendRecorder.MAX_SITES));
  }

  @Test
  void keepsADayInAFewPointsTheLatestOnesInFull() {
    SeriesRecorder day = new SeriesRecorder();
    for (int i = 0; i < 8640; i++) {
      day.add(i * 10_000L, i);
    }
    Series series = day.series();

    assertThat(series.size()).isEqualTo(SeriesRecorder.MAX_POINTS);
    assertThat(series.millis(0)).isZero();
    assertThat(values(series)).isSorted().endsWith(8636L, 8637L, 8638L, 8639L);
    for (int i = 1; i < series.size() - 1; i++) {
      long age = series.millis(series.size() - 1) - series.millis(i);
      assertThat(series.millis(i + 1) - series.millis(i - 1)).isLessThan(40_000 + age);
    }
  }

  @Test
  void remembersOldPeaksWhenItThins() {
    SeriesRecorder recorder = new SeriesRecorder();
    for (int i = 0; i < 5000; i++) {
      recorder.add(i * 10_000L, i == 777 ? 500 : 3);
    }

    assertThat(values(recorder.series())).contains(500L);
  }

  @Test
  void forgetsWhatIsOlderThanADay() {
    SeriesRecorder recorder = new SeriesRecorder();
    recorder.add(0, 500);
    recorder.add(SeriesRecorder.MAX_AGE_MILLIS, 3);
    recorder.add(SeriesRecorder.MAX_AGE_MILLIS + 1, 4);

    assertThat(values(recorder.series())).containsExactly(3L, 4L);
  }

  @Test
  void leavesOutWhatTheKernelDidNotTell() {
    recorder.record(snapshot(40));
    pass(10);
    Snapshot blind =
        new Snapshot(0, 1, List.of(), List.of(), KernelSnapshot.unavailable("not Linux"), 0);

    assertThat(values(recorder.record(blind).descriptors())).containsExactly(40L);
  }

  @Test
  void knowsHowLongAConnectionHasWaitedForAccept() {
    assertThat(waiting(1, 2)).isZero();
    pass(10);
    assertThat(waiting(1, 2, 3)).isEqualTo(10_000);
    pass(10);
    assertThat(waiting(2, 3)).isEqualTo(20_000);
    pass(10);
    assertThat(waiting(3, 4)).isEqualTo(20_000);
    pass(10);
    assertThat(waiting(5)).isZero();
  }

  @Test
  void followsAFewConnectionsOfALongQueue() {
    waiting(IntStream.rangeClosed(1, 4000).toArray());
    pass(10);

    assertThat(waiting(IntStream.rangeClosed(1, 4000).toArray())).isEqualTo(10_000);
    pass(10);
    assertThat(waiting(IntStream.rangeClosed(3000, 7000).toArray())).isZero();
  }

  private long waiting(int... peers) {
    List<TcpRow> rows =
        Arrays.stream(peers)
            .mapToObj(peer -> acceptedRow(TcpState.ESTABLISHED, 0, 8080, peer))
            .toList();
    TcpRow listener =
        new TcpRow(ANY_8080, new Endpoint(0, 0, 0), TcpState.LISTEN, 0, peers.length, 0, 4711);
    KernelSnapshot kernel =
        new KernelSnapshot("", FdUsage.UNKNOWN, Map.of(), List.of(listener), rows, List.of());
    return recorder
        .record(new Snapshot(wallClock, 1, List.of(), List.of(), kernel, 0))
        .waitingMillis(ANY_8080);
  }

  private Snapshot snapshot(int used, SiteSnapshot... sites) {
    KernelSnapshot kernel =
        new KernelSnapshot(
            "", new FdUsage(used, 1, 1, 1, 1024, 1024), Map.of(), List.of(), List.of(), List.of());
    return new Snapshot(wallClock, 1, List.of(), List.of(sites), kernel, 0);
  }

  private static SiteSnapshot open(String location, long open) {
    return site(SocketKind.CLIENT_SOCKET, location, open, 0, 0, open, open);
  }

  private void pass(long seconds) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
    wallClock += seconds * 1000;
  }

  private static List<Long> values(Series series) {
    return IntStream.range(0, series.size()).mapToObj(series::value).toList();
  }
}
