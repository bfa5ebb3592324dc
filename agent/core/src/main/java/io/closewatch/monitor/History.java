package io.closewatch.monitor;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.report.Totals;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What the scans have counted since the agent started, in bounded space: at most {@value
 * #MAX_POINTS} points, some 22 kB. When they are full, each new point makes two neighbours one. It
 * keeps the maximum of each count, so that a short peak stays to be seen for ever, and stands at
 * the time of the one with more sockets in CLOSE_WAIT. Half of the points follow the logarithm of
 * their age, half are spread evenly: a week of scans every ten seconds has each scan of the last
 * minutes, a point every few minutes of the last hour, and about one an hour of the oldest day. For
 * one thread at a time.
 */
final class History {
  static final int MAX_POINTS = 500;

  /** Natural logarithm of the scans in a week: makes both kinds of points as many. */
  private static final double EVEN_SHARE = 11;

  private final HistoryPoint[] points = new HistoryPoint[MAX_POINTS];

  /** Decides the order and the ages; the wall clock of a point is for people. */
  private final long[] monotonic = new long[MAX_POINTS];

  private int size;

  /** Takes in one scan, later than all before; gives all points, oldest first, until the next. */
  List<HistoryPoint> record(Snapshot snapshot, List<Finding> findings) {
    add(snapshot.monotonicMillis(), point(snapshot, findings));
    return points();
  }

  /** A view, to be copied before the next point comes. */
  List<HistoryPoint> points() {
    return Collections.unmodifiableList(Arrays.asList(points).subList(0, size));
  }

  void add(long monotonicMillis, HistoryPoint point) {
    if (size > 0) {
      bringInOrder(monotonicMillis, point.atMillis());
    }
    if (size == MAX_POINTS) {
      thin(monotonicMillis);
    }
    monotonic[size] = monotonicMillis;
    points[size++] = point;
  }

  private static HistoryPoint point(Snapshot snapshot, List<Finding> findings) {
    int closeWait =
        snapshot.kernel().isAvailable()
            ? snapshot.kernel().states().getOrDefault(TcpState.CLOSE_WAIT, 0)
            : -1;
    return new HistoryPoint(
        snapshot.takenAtMillis(),
        (int) Totals.tcp(snapshot, findings),
        closeWait,
        snapshot.kernel().fds().used());
  }

  /**
   * If the wall clock was set back, the points before are told by the new one, as their ages say:
   * else the past would lie in the future.
   */
  private void bringInOrder(long monotonicMillis, long atMillis) {
    HistoryPoint last = points[size - 1];
    if (atMillis >= last.atMillis()) {
      return;
    }
    long back = last.atMillis() - atMillis + Math.max(0, monotonicMillis - monotonic[size - 1]);
    for (int i = 0; i < size; i++) {
      HistoryPoint p = points[i];
      points[i] = new HistoryPoint(p.atMillis() - back, p.open(), p.closeWait(), p.descriptors());
    }
  }

  /** Neither the first point nor the last goes: the time that the history spans is exact. */
  private void thin(long now) {
    double span = now - monotonic[0] + 1.0;
    int closest = 1;
    double least = Double.MAX_VALUE;
    for (int i = 1; i < size - 2; i++) {
      double gap = monotonic[i + 1] - monotonic[i];
      double cost = gap * (1 / (now - monotonic[i] + 1.0) + EVEN_SHARE / span);
      if (cost < least) {
        least = cost;
        closest = i;
      }
    }
    merge(closest);
  }

  private void merge(int index) {
    HistoryPoint one = points[index];
    HistoryPoint other = points[index + 1];
    boolean later = other.closeWait() > one.closeWait();
    HistoryPoint peak = later ? other : one;
    HistoryPoint rest = later ? one : other;
    monotonic[index] = monotonic[later ? index + 1 : index];
    points[index] = covers(peak, rest) ? peak : maximum(peak, rest);
    int moved = size - index - 2;
    System.arraycopy(points, index + 2, points, index + 1, moved);
    System.arraycopy(monotonic, index + 2, monotonic, index + 1, moved);
    size--;
  }

  /** Mostly true: no new point is made then. */
  private static boolean covers(HistoryPoint peak, HistoryPoint rest) {
    return peak.open() >= rest.open() && peak.descriptors() >= rest.descriptors();
  }

  private static HistoryPoint maximum(HistoryPoint peak, HistoryPoint rest) {
    return new HistoryPoint(
        peak.atMillis(),
        Math.max(peak.open(), rest.open()),
        peak.closeWait(),
        Math.max(peak.descriptors(), rest.descriptors()));
  }
}
