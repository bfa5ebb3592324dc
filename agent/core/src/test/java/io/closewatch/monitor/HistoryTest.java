package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketFixtures;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.tracker.SocketKind;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final int WEEK = 60_480;
  private static final long INTERVAL = 10_000;
  private static final long START = 1_790_000_000_000L;
  private static final long SINCE_BOOT = 77_000;

  private final History history = new History();

  private void scan(int index, int open, int closeWait, int descriptors) {
    long millis = index * INTERVAL;
    history.add(
        SINCE_BOOT + millis, new HistoryPoint(START + millis, open, closeWait, descriptors));
  }

  private void week() {
    for (int i = 0; i < WEEK; i++) {
      scan(i, 20 + i % 3, 2, 60 + i % 5);
    }
  }

  private static List<Long> times(List<HistoryPoint> points) {
    return points.stream().map(HistoryPoint::atMillis).toList();
  }

  @Test
  void keepsEveryPointWhileThereIsRoom() {
    for (int i = 0; i < History.MAX_POINTS; i++) {
      scan(i, i, 0, 2 * i);
    }

    assertThat(history.points()).hasSize(500);
    assertThat(history.points().get(499).open()).isEqualTo(499);
    assertThat(history.points().get(123).atMillis()).isEqualTo(START + 123 * INTERVAL);
  }

  @Test
  void aWeekFitsAndSpansFromTheFirstScanToTheLast() {
    week();

    List<Long> times = times(history.points());
    assertThat(times).hasSize(500).isSorted().doesNotHaveDuplicates();
    assertThat(times.get(0)).isEqualTo(START);
    assertThat(times.get(499)).isEqualTo(START + (WEEK - 1) * INTERVAL);
  }

  @Test
  void whatIsRecentIsDenseAndWhatIsOldIsNotBare() {
    week();

    List<Long> times = times(history.points());
    long now = times.get(499);
    assertThat(longestGap(times, now - 2 * 60_000)).isLessThanOrEqualTo(20_000);
    assertThat(longestGap(times, now - 3_600_000)).isLessThanOrEqualTo(6 * 60_000);
    assertThat(longestGap(times, now - 24 * 3_600_000L)).isLessThanOrEqualTo(75 * 60_000);
    assertThat(longestGap(times, START)).isLessThanOrEqualTo(100 * 60_000);
  }

  private static long longestGap(List<Long> times, long since) {
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      if (times.get(i - 1) >= since) {
        longest = Math.max(longest, times.get(i) - times.get(i - 1));
      }
    }
    return longest;
  }

  @Test
  void onePeakOfEachCountIsSeenForEverAndCloseWaitAtItsVeryTime() {
    for (int i = 0; i < WEEK; i++) {
      boolean hourAgo = i == WEEK - 360;
      boolean threeDaysAgo = i == WEEK - 25_920;
      boolean atTheBeginning = i == 700;
      scan(
          i,
          atTheBeginning ? 900 : 20 + i % 3,
          hourAgo ? 500 : threeDaysAgo ? 400 : 2 + i % 2,
          threeDaysAgo ? 1000 : 60 + i % 5);
    }

    assertThat(max(HistoryPoint::open)).isEqualTo(900);
    assertThat(max(HistoryPoint::descriptors)).isEqualTo(1000);
    HistoryPoint hourAgo = peak(HistoryPoint::closeWait, 500);
    assertThat(hourAgo.atMillis()).isEqualTo(START + (WEEK - 360) * INTERVAL);
    HistoryPoint threeDaysAgo = peak(HistoryPoint::closeWait, 400);
    assertThat(threeDaysAgo.atMillis()).isEqualTo(START + (WEEK - 25_920) * INTERVAL);
    assertThat(threeDaysAgo.descriptors()).isEqualTo(1000);
    assertThat(Math.abs(peak(HistoryPoint::open, 900).atMillis() - (START + 700 * INTERVAL)))
        .isLessThanOrEqualTo(100 * 60_000);
  }

  @Test
  void aQuietTimeBetweenTwoPeaksStaysQuiet() {
    for (int i = 0; i < WEEK; i++) {
      scan(i, 20, i < WEEK / 4 || i > WEEK / 2 ? 300 : 0, 60);
    }

    assertThat(history.points()).filteredOn(p -> p.closeWait() == 0).hasSizeGreaterThan(50);
  }

  @Test
  void theSameScansGiveTheSamePoints() {
    week();
    History again = new History();
    for (int i = 0; i < WEEK; i++) {
      long millis = i * INTERVAL;
      again.add(millis - 5_000_000, new HistoryPoint(START + millis, 20 + i % 3, 2, 60 + i % 5));
    }

    assertThat(again.points()).usingRecursiveComparison().isEqualTo(history.points());
  }

  @Test
  void aClockThatIsSetBackRedatesThePastByItsAge() {
    scan(0, 1, 0, 10);
    scan(1, 2, 0, 10);
    history.add(SINCE_BOOT + 2 * INTERVAL, new HistoryPoint(START - 3_600_000, 3, 0, 10));

    assertThat(times(history.points()))
        .containsExactly(
            START - 3_600_000 - 2 * INTERVAL, START - 3_600_000 - INTERVAL, START - 3_600_000);
    assertThat(history.points()).extracting(HistoryPoint::open).containsExactly(1, 2, 3);
  }

  /** A machine that slept, or a clock that was late: what was shown then is still true. */
  @Test
  void aClockThatIsSetForwardLeavesAGap() {
    scan(0, 1, 0, 10);
    history.add(SINCE_BOOT + INTERVAL, new HistoryPoint(START + 3_600_000, 2, 0, 10));

    assertThat(times(history.points())).containsExactly(START, START + 3_600_000);
  }

  @Test
  void aClockThatStepsBackAndForthAllWeekKeepsTheOrder() {
    for (int i = 0; i < 5_000; i++) {
      long step = i % 7 == 0 ? -7_200_000 : i % 11 * 1000;
      history.add(
          SINCE_BOOT + i * INTERVAL, new HistoryPoint(START + i * INTERVAL + step, i, 0, 10));
    }

    assertThat(times(history.points())).isSorted();
    assertThat(history.points()).extracting(HistoryPoint::open).isSorted();
  }

  @Test
  void unknownCountsGiveWayToKnownOnes() {
    for (int i = 0; i < 2_000; i++) {
      scan(i, 5, i == 1_000 ? 7 : -1, i == 1_000 ? 70 : -1);
    }

    assertThat(max(HistoryPoint::closeWait)).isEqualTo(7);
    assertThat(history.points()).anyMatch(p -> p.closeWait() == -1 && p.descriptors() == -1);
  }

  @Test
  void countsTrackedAndUntrackedSocketsAsTheReportDoes() {
    SocketSnapshot[] sockets = new SocketSnapshot[3];
    for (int i = 0; i < 3; i++) {
      sockets[i] = SocketFixtures.socket(SocketFixtures.site(SocketKind.CLIENT_SOCKET)).build();
    }

    HistoryPoint point = history.record(SocketFixtures.snapshot(sockets), new ArrayList<>()).get(0);

    assertThat(point.atMillis()).isEqualTo(SocketFixtures.NOW);
    assertThat(point.open()).isEqualTo(3);
    assertThat(point.closeWait()).isEqualTo(12);
    assertThat(point.descriptors()).isEqualTo(57);
  }

  @Test
  void withoutTheKernelOnlyTheTrackedSocketsAreKnown() {
    SocketSnapshot socket =
        SocketFixtures.socket(SocketFixtures.site(SocketKind.CLIENT_SOCKET)).build();
    Snapshot blind =
        new Snapshot(
            START, 0, List.of(socket), List.of(), KernelSnapshot.unavailable("no /proc"), 0);

    HistoryPoint point = history.record(blind, List.of()).get(0);

    assertThat(point.open()).isEqualTo(1);
    assertThat(point.closeWait()).isEqualTo(-1);
    assertThat(point.descriptors()).isEqualTo(-1);
  }

  @Test
  void aFullHistoryAllocatesNothing() {
    week();
    HistoryPoint same = new HistoryPoint(START + WEEK * INTERVAL, 20, 2, 60);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      history.add(SINCE_BOOT + (WEEK + i) * INTERVAL, same);
    }
    long perScan = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;

    assertThat(perScan).isLessThan(16); // now and then a maximum of two points
  }

  private int max(ToIntFunction<HistoryPoint> count) {
    return history.points().stream().mapToInt(count).max().orElseThrow();
  }

  private HistoryPoint peak(ToIntFunction<HistoryPoint> count, int value) {
    return history.points().stream()
        .filter(point -> count.applyAsInt(point) == value)
        .findFirst()
        .orElseThrow();
  }
}
