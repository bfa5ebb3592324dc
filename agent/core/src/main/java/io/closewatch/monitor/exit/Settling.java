package io.closewatch.monitor.exit;

import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.PooledSockets;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.report.Report;
import io.closewatch.tracker.SocketKind.Family;
import io.closewatch.tracker.SocketKind.Role;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the sockets of a JVM that ends stay as they are: other shutdown hooks run at the same
 * time and close theirs. For one thread.
 */
final class Settling {
  private static final long PAUSE_MILLIS = 100;

  private final ExitScans scans;
  private final long atMostMillis;
  private final Pause pause;

  /**
   * @param atMostMillis how long to wait; 0 for not at all, and no garbage collection either
   */
  Settling(ExitScans scans, long atMostMillis, Pause pause) {
    this.scans = scans;
    this.atMostMillis = atMostMillis;
    this.pause = pause;
  }

  /** The last report of this JVM. */
  Report report() throws InterruptedException {
    Report before = scans.scan();
    if (atMostMillis == 0 || !hasConnections(before.snapshot())) {
      return before;
    }
    pause.collectGarbage();
    long end = pause.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
    Snapshot now = scans.look();
    long left = leftMillis(end);
    while (left > 0 && isUnsettled(now, before)) {
      pause.sleep(Math.min(left, PAUSE_MILLIS));
      now = scans.look();
      left = leftMillis(end);
    }
    return scans.scanAtExit(before);
  }

  private long leftMillis(long endNanos) {
    return TimeUnit.NANOSECONDS.toMillis(endNanos - pause.nanoTime());
  }

  private static boolean hasConnections(Snapshot snapshot) {
    return snapshot.sockets().stream().anyMatch(s -> s.site().kind().role() != Role.LISTENING);
  }

  private static boolean isUnsettled(Snapshot now, Report before) {
    long waited = now.monotonicMillis() - before.snapshot().monotonicMillis();
    Graces graces = before.graces().atExit(waited);
    PooledSockets pooled = PooledSockets.of(now.pools());
    return now.sockets().stream()
        .filter(socket -> !pooled.isIdle(socket))
        .anyMatch(s -> isClosing(s, graces) || isBeingCollected(s) || hungUp(s, graces));
  }

  private static boolean isClosing(SocketSnapshot socket, Graces graces) {
    return socket.closingMillis() >= 0 && socket.closingMillis() <= graces.closingMillis();
  }

  /** The JDK closes sockets, not channels, after they were collected. */
  private static boolean isBeingCollected(SocketSnapshot socket) {
    return !socket.ownerReachable()
        && socket.closingMillis() < 0
        && socket.site().kind().family() == Family.SOCKET;
  }

  /** Since before the wait began: what comes later is not judged, so it is not waited for. */
  private static boolean hungUp(SocketSnapshot socket, Graces graces) {
    TcpRow row = socket.row();
    return row != null
        && row.state() == TcpState.CLOSE_WAIT
        && socket.closingMillis() < 0
        && graces.hasSettled(Math.max(1, socket.quietMillis())); // a wait of no time tells nothing
  }
}
