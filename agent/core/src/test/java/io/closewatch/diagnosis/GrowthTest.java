package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.selectedBy;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is called growth, of the sockets of a line and of all descriptors. */
class GrowthTest {
  private static final FdUsage ROOMY = new FdUsage(57, 20, 30, 7, 1_000_000, 1_000_000);

  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);

  @Test
  void suspectsALineWhoseOpensOutrunItsCloses() {
    Finding finding = growing(everyTenSeconds(30, i -> 5 + i)).get(0);

    assertThat(finding)
        .extracting(Finding::kind, Finding::confidence, Finding::count, Finding::fixAt)
        .containsExactly(FindingKind.GROWING, Confidence.SUSPECT, 4L, client.frame());
    assertThat(finding.summary())
        .isEqualTo(
            "More and more sockets: 4 open, 29 more than 4m 50s ago. Check that this line closes,"
                + " or shares, what it opens.");
    assertThat(finding.evidence())
        .containsExactly(
            "4 of the 4 open sockets of this process",
            "this line since the agent started: 40 opened, 28 closed by code, 12 open, at most 12"
                + " at once",
            "the oldest was opened 3m 20s ago",
            "29 more in the last 4m 50s, about 6 a minute",
            "kernel: ESTABLISHED x4",
            "SO_KEEPALIVE is off",
            "peers: 127.0.0.1:8080 x4");
  }

  @Test
  void seesALeakThatBeginsLateAndOneThatIsSlow() {
    assertThat(growing(everyTenSeconds(60, i -> i < 30 ? 7 : 7 + 3L * (i - 30)))).hasSize(1);
    assertThat(growing(series(60, 600_000, i -> 4 + i / 2))).hasSize(1);
  }

  @Test
  void needsTwelveScansAndFourGracesAndTenSockets() {
    assertThat(growing(series(11, 20_000, i -> 3L * i))).isEmpty();
    assertThat(growing(series(12, 20_000, i -> 3L * i))).hasSize(1);
    assertThat(growing(series(60, 2_000, i -> 3L * i))).isEmpty();
    assertThat(growing(everyTenSeconds(30, i -> 5 + i / 4))).isEmpty();
  }

  @Test
  void leavesAWarmUpAloneThatLevelsOff() {
    assertThat(growing(everyTenSeconds(40, i -> Math.min(100, 5L * i)))).isEmpty();
  }

  @Test
  void leavesABurstAndItsDrainAlone() {
    assertThat(growing(everyTenSeconds(40, i -> i < 25 ? 3 : 300))).isEmpty();
    assertThat(growing(everyTenSeconds(40, i -> i < 20 ? 10L * i : 10L * (40 - i)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 9, 13, 14, 20})
  void leavesASawToothAlone(int period) {
    for (int end = 40; end <= 64; end++) {
      assertThat(growing(everyTenSeconds(end, i -> 10L * (i % period)))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void leavesABusyBoundedPoolAlone(long seed) {
    Random random = new Random(seed);
    long[] use = random.longs(64, 0, 101).toArray();

    assertThat(growing(everyTenSeconds(64, i -> use[i]))).isEmpty();
  }

  @Test
  void saysNothingOfALineThatAnotherFindingNames() {
    SocketSnapshot leaked = closeWait(client, 0, 31_000).build();

    assertThat(findings(List.of(leaked), ROOMY, Series.EMPTY, everyTenSeconds(30, i -> 5 + i)))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.NOT_CLOSED);
  }

  @Test
  void tellsThatAClientIsMadeForEachCall() {
    ThreadSnapshot loop =
        thread(
            "producer",
            Thread.State.RUNNABLE,
            9,
            "sun.nio.ch.SelectorImpl.lockAndDoSelect(SelectorImpl.java:129)");
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sockets.add(
          socket(client)
              .row(row(TcpState.ESTABLISHED, 0), null)
              .handling(selectedBy(trace(client), loop, 100 + i, 1))
              .build());
    }

    Finding finding =
        findings(sockets, ROOMY, Series.EMPTY, everyTenSeconds(30, i -> 5 + i)).get(0);

    assertThat(finding.evidence())
        .contains("each with a selector of its own: a client is made for every call");
    assertThat(finding.remedy()).startsWith("Make one client and share it");
  }

  @Test
  void speaksOfListenersThatAreMadeAgainAndAgain() {
    SiteSnapshot server = site(SocketKind.LISTENING_SOCKET, "com.acme.Ftp.listen(Ftp.java:9)");
    SocketSnapshot open = socket(server).row(row(TcpState.LISTEN, 0), null).build();

    Finding finding =
        findings(List.of(open), ROOMY, Series.EMPTY, everyTenSeconds(30, i -> 5 + i)).get(0);

    assertThat(finding.summary())
        .isEqualTo(
            "More and more listening sockets: 1 open, 29 more than 4m 50s ago. Close the old one"
                + " before a new one is made.");
    assertThat(finding.evidence())
        .contains("bound to 127.0.0.1:51000")
        .doesNotContain("SO_KEEPALIVE");
    assertThat(finding.remedy()).startsWith("Close the listening socket when its server stops");
  }

  @Test
  void forecastsWhenTheDescriptorsRunOutAndNamesTheLinesThatBringItThere() {
    FdUsage fds = new FdUsage(700, 650, 40, 10, 1024, 4096);

    Finding finding =
        exhaustion(fds, everyTenSeconds(31, i -> 400 + 10L * i), everyTenSeconds(31, i -> 8L * i));

    assertThat(finding)
        .extracting(Finding::confidence, Finding::site, Finding::count, Finding::headline)
        .containsExactly(Confidence.SUSPECT, null, 0L, "descriptors run out in about 5m 24s");
    assertThat(finding.summary())
        .isEqualTo(
            "If it goes on like this, descriptors run out in about 5m 24s: 700 of 1024 descriptors"
                + " used.");
    assertThat(finding.evidence())
        .containsExactly(
            "700 of 1024 descriptors used: 650 sockets, 40 files, 10 other; hard limit 4096",
            "300 more in the last 5m, about 60 a minute",
            "240 more open sockets of com.acme.Crawler.fetch(Crawler.java:42)");
  }

  @Test
  void onlyMentionsALimitThatIsHoursAway() {
    FdUsage fds = new FdUsage(700, 650, 40, 10, 6_000, 6_000);

    assertThat(exhaustion(fds, everyTenSeconds(31, i -> 400 + 10L * i), Series.EMPTY))
        .extracting(Finding::confidence, Finding::headline)
        .containsExactly(Confidence.INFO, "descriptors run out in about 1h 28m");
    assertThat(exhaustions(ROOMY, everyTenSeconds(31, i -> 400 + i), Series.EMPTY)).isEmpty();
  }

  /** Five minutes say nothing of what comes in eighteen hours. */
  @Test
  void foreseesNoMoreThanTwentyTimesTheTimeWatched() {
    FdUsage fds = new FdUsage(700, 650, 40, 10, 65_536, 65_536);

    assertThat(exhaustions(fds, everyTenSeconds(31, i -> 400 + 10L * i), Series.EMPTY)).isEmpty();
  }

  @Test
  void warnsNearTheLimitWhateverTheTrend() {
    FdUsage fds = new FdUsage(922, 900, 12, 10, 1024, 4096);

    assertThat(exhaustion(fds, Series.EMPTY, Series.EMPTY))
        .extracting(Finding::confidence, Finding::headline, Finding::summary)
        .containsExactly(
            Confidence.SUSPECT,
            "90 % of the descriptors are used",
            "The limit is near: 922 of 1024 descriptors used.");
    assertThat(exhaustions(new FdUsage(921, 900, 11, 10, 1024, 4096), Series.EMPTY, Series.EMPTY))
        .isEmpty();
  }

  @Test
  void forecastsNothingWithoutALimitOrFromBurstsAndSawTeeth() {
    FdUsage fds = new FdUsage(700, 650, 40, 10, 1024, 4096);
    FdUsage unlimited = new FdUsage(700, 650, 40, 10, Long.MAX_VALUE, Long.MAX_VALUE);
    Series rising = everyTenSeconds(31, i -> 400 + 10L * i);

    assertThat(exhaustions(unlimited, rising, Series.EMPTY)).isEmpty();
    assertThat(exhaustions(FdUsage.UNKNOWN, rising, Series.EMPTY)).isEmpty();
    assertThat(exhaustions(fds, everyTenSeconds(40, i -> i < 25 ? 100 : 700), Series.EMPTY))
        .isEmpty();
    assertThat(exhaustions(fds, everyTenSeconds(60, i -> 500 + 10L * (i % 20)), Series.EMPTY))
        .isEmpty();
    assertThat(
            exhaustions(fds, everyTenSeconds(60, i -> Math.min(700, 100 + 30L * i)), Series.EMPTY))
        .isEmpty();
  }

  @Test
  void isNotMovedBySingleBursts() {
    FdUsage fds = new FdUsage(700, 650, 40, 10, 1024, 4096);

    assertThat(
            exhaustion(
                    fds,
                    everyTenSeconds(31, i -> 400 + 10L * i + (i == 22 || i == 27 ? 250 : 0)),
                    Series.EMPTY)
                .headline())
        .isEqualTo("descriptors run out in about 5m 24s");
  }

  private List<Finding> growing(Series open) {
    SocketSnapshot healthy = socket(client).row(row(TcpState.ESTABLISHED, 0), null).build();
    return findings(List.of(healthy, healthy, healthy, healthy), ROOMY, Series.EMPTY, open);
  }

  private Finding exhaustion(FdUsage fds, Series descriptors, Series open) {
    return exhaustions(fds, descriptors, open).get(0);
  }

  private List<Finding> exhaustions(FdUsage fds, Series descriptors, Series open) {
    return findings(List.of(), fds, descriptors, open);
  }

  private List<Finding> findings(
      List<SocketSnapshot> sockets, FdUsage fds, Series descriptors, Series open) {
    KernelSnapshot kernel = new KernelSnapshot("", fds, Map.of(), List.of(), List.of(), List.of());
    SiteSnapshot site = sockets.isEmpty() ? client : sockets.get(0).site();
    Snapshot snapshot = new Snapshot(NOW, 1, sockets, List.of(site), kernel, 0);
    Trends trends = new Trends(descriptors, Map.of(Trends.key(site), open));
    return Diagnosis.of(snapshot, GRACES, trends);
  }

  private static Series everyTenSeconds(int points, IntToLongFunction value) {
    return series(points, 10_000, value);
  }

  private static Series series(int points, long stepMillis, IntToLongFunction value) {
    return new Series(
        IntStream.range(0, points).mapToLong(i -> 77_000 + i * stepMillis).toArray(),
        IntStream.range(0, points).mapToLong(value::applyAsLong).toArray());
  }
}
