package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolLease.Fault;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Family;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges what one test has left behind when its own code is over. As at the end of a JVM, nobody is
 * left who could close what lies in CLOSE_WAIT; unlike there, what a garbage collection finds is a
 * leak, since a test keeps nothing in use beyond its end. A connection that is alive and held is
 * none: it may be kept for the next test. The snapshots name no test but this one.
 */
public final class TestDiagnosis {

  /** Whether anything of the test looks like a leak, but may still go away by itself. */
  public static boolean isUnsettled(Snapshot snapshot) {
    PooledSockets pooled = PooledSockets.of(snapshot.pools());
    for (SocketSnapshot socket : candidates(snapshot)) {
      if (!pooled.isIdle(socket) && isUnsettled(socket)) {
        return true;
      }
    }
    for (PoolSnapshot pool : snapshot.pools().pools()) {
      for (PoolConnection connection : pool.connections()) {
        if (isOut(connection) && !pool.closed()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isUnsettled(SocketSnapshot socket) {
    if (socket.closingMillis() >= 0) {
      return true;
    }
    if (!socket.ownerReachable()) {
      return socket.site().kind().family() == Family.SOCKET; // the JDK closes these, no channels
    }
    TcpRow row = socket.row();
    return row == null
        ? socket.link() == Link.SAME_SOCKET
        : row.state() == TcpState.FIN_WAIT2 || AtExit.isTelling(socket);
  }

  private static boolean isOut(PoolConnection connection) {
    return connection.state() == PoolState.LEASED && connection.leasedIn() != null;
  }

  /**
   * The leaks, heaviest first.
   *
   * @param now the snapshot when the wait was over
   * @param waitedMillis since the test ended
   * @param collected the lines of sockets that the collector has closed, with their numbers
   * @param graces those of the agent
   */
  public static List<Finding> of(
      Snapshot now, long waitedMillis, List<SiteSnapshot> collected, Graces graces) {
    Graces atEnd = graces.atTestEnd(waitedMillis);
    List<Finding> leaks = new ArrayList<>();
    for (Finding finding : Diagnosis.judge(candidates(now), rules(now, atEnd), now, atEnd)) {
      if (finding.confidence().isLeak()) {
        leaks.add(finding);
      }
    }
    leaks.addAll(leases(now, atEnd));
    for (SiteSnapshot site : collected) {
      Finding finding = ClosedByGc.finding(site);
      if (finding.confidence().isLeak()) {
        leaks.add(finding);
      }
    }
    leaks.sort(Diagnosis.HEAVIEST_FIRST);
    return leaks;
  }

  private static List<SocketRule> rules(Snapshot snapshot, Graces graces) {
    if (!snapshot.kernel().isAvailable()) {
      return Arrays.asList(new ClosedNotReleased(), new Unreachable());
    }
    Readers readers = Readers.of(snapshot, graces);
    return Arrays.asList(
        new ClosedNotReleased(),
        new Unreachable(),
        new NotClosed(readers, snapshot.asyncRequests(), graces.closeWaitMillis()),
        new HalfClosed(),
        new DeadNotClosed());
  }

  private static List<SocketSnapshot> candidates(Snapshot snapshot) {
    List<SocketSnapshot> candidates = new ArrayList<>();
    for (SocketSnapshot socket : snapshot.sockets()) {
      if (snapshot.tests().of(socket) != null && !isKept(socket)) {
        candidates.add(socket);
      }
    }
    return candidates;
  }

  /** A server that listens, or an idle connection that some library keeps for the next request. */
  private static boolean isKept(SocketSnapshot socket) {
    if (!socket.ownerReachable() || socket.closingMillis() >= 0) {
      return false;
    }
    TcpRow row = socket.row();
    return socket.site().kind().role() == Role.LISTENING
        || (row != null && row.state() == TcpState.CLOSE_WAIT && !AtExit.isTelling(socket));
  }

  /** The code has gone on, and the connection is not back: forgotten, whatever the server does. */
  private static List<Finding> leases(Snapshot now, Graces graces) {
    List<PoolLease> forgotten = new ArrayList<>();
    for (PoolLease lease : PoolLeases.of(now.pools(), graces).all()) {
      if (isOut(lease.connection())
          && lease.fault() == Fault.NOT_RETURNED
          && (lease.confidence().isLeak() || lease.thread().hasMovedOn())) {
        forgotten.add(lease);
      }
    }
    return LeaseNotReturned.findings(forgotten);
  }

  private TestDiagnosis() {}
}
