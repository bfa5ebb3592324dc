package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.tracker.SocketKind.Family;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What a snapshot does not show, or not for long enough to judge. */
public final class Blindness {

  /** One sentence each, without a full stop; empty if everything was seen and is judged. */
  public static List<String> of(Snapshot snapshot, Graces graces) {
    List<String> spots = new ArrayList<>();
    if (!snapshot.kernel().isAvailable()) {
      spots.add(
          "the kernel's TCP table: "
              + snapshot.kernel().unavailableBecause()
              + "; TCP states, CLOSE_WAIT and dead connections are unknown, not zero");
    }
    spots.addAll(snapshot.kernel().gaps());
    PooledSockets pooled = PooledSockets.of(snapshot.pools());
    List<UntrackedSocket> unknown = Unattributed.unknown(snapshot, pooled);
    int untracked = unknown.size();
    int before = Unattributed.before(snapshot, unknown);
    if (before > 0) {
      spots.add(Wording.count(before, "socket") + " opened before the agent came: no line known");
    }
    if (untracked > before) {
      spots.add(
          Wording.count(untracked - before, "socket")
              + " opened where no hook sees it (native code)");
    }
    if (snapshot.kernel().isAvailable()) {
      addNotJudgedYet(spots, snapshot, graces, pooled);
    }
    return spots;
  }

  /** How many sockets are in CLOSE_WAIT, unclosed, but not for long enough to be judged. */
  public static long youngCloseWait(Snapshot snapshot, Graces graces) {
    return youngCloseWait(snapshot, graces, PooledSockets.of(snapshot.pools()));
  }

  /** An idle connection of an HTTP pool waits for the pool, however old. */
  private static long youngCloseWait(Snapshot snapshot, Graces graces, PooledSockets pooled) {
    Set<SocketSnapshot> forgotten = forgottenLeases(snapshot, graces);
    return snapshot.sockets().stream()
        .filter(young(TcpState.CLOSE_WAIT, graces))
        .filter(socket -> !pooled.isIdle(socket))
        .filter(socket -> !isJudgedAtExit(socket, graces, pooled, forgotten))
        .count();
  }

  private static boolean isJudgedAtExit(
      SocketSnapshot socket, Graces graces, PooledSockets pooled, Set<SocketSnapshot> forgotten) {
    return pooled.contains(socket)
        ? forgotten.contains(socket)
        : AtExit.isForgotten(socket, graces);
  }

  private static Set<SocketSnapshot> forgottenLeases(Snapshot snapshot, Graces graces) {
    Set<SocketSnapshot> forgotten = Collections.newSetFromMap(new IdentityHashMap<>());
    for (PoolLease lease : PoolLeases.of(snapshot.pools(), graces).all()) {
      SocketSnapshot socket = lease.connection().socket();
      if (socket != null && lease.confidence().isLeak()) {
        forgotten.add(socket);
      }
    }
    return forgotten;
  }

  private static void addNotJudgedYet(
      List<String> spots, Snapshot snapshot, Graces graces, PooledSockets pooled) {
    add(
        spots,
        youngCloseWait(snapshot, graces, pooled),
        "in CLOSE_WAIT for less than " + Wording.duration(graces.closeWaitMillis()));
    add(
        spots,
        snapshot.sockets().stream()
            .filter(s -> isBeingRead(s, graces))
            .filter(s -> !pooled.contains(s))
            .count(),
        "in CLOSE_WAIT that somebody still reads");
    add(
        spots,
        leasedCloseWait(snapshot, graces),
        "in CLOSE_WAIT that may still be at work for a request");
    add(
        spots,
        snapshot.sockets().stream().filter(young(TcpState.FIN_WAIT2, graces)).count(),
        "half closed for less than " + Wording.duration(graces.closeWaitMillis()));
    add(
        spots,
        snapshot.sockets().stream().filter(s -> isYoungDead(s, graces)).count(),
        "without a connection for less than " + Wording.duration(graces.deadMillis()));
    add(
        spots,
        snapshot.sockets().stream().filter(s -> isBeingHealed(s, graces)).count(),
        "collected without close(), which the JVM is about to close");
    long missed =
        snapshot.sockets().stream()
            .filter(s -> s.closingMillis() < 0)
            .filter(s -> s.link() == Link.OTHER || s.link() == Link.GONE)
            .count();
    if (missed > 0) {
      spots.add(Wording.count(missed, "socket") + " closed in a way that no hook saw");
    }
  }

  /** Leased from an HTTP pool, not young, and the call may not be over. */
  private static long leasedCloseWait(Snapshot snapshot, Graces graces) {
    long count = 0;
    for (PoolLease lease : PoolLeases.of(snapshot.pools(), graces).all()) {
      SocketSnapshot socket = lease.connection().socket();
      boolean old = socket == null || socket.stateMillis() > graces.closeWaitMillis();
      count += old && lease.isUndecided() ? 1 : 0;
    }
    return count;
  }

  private static void add(List<String> spots, long count, String state) {
    if (count > 0) {
      spots.add(Wording.count(count, "socket") + " " + state + ": not judged yet");
    }
  }

  private static Predicate<SocketSnapshot> young(TcpState state, Graces graces) {
    return socket -> {
      TcpRow row = socket.row();
      return row != null
          && row.state() == state
          && socket.closingMillis() < 0
          && socket.ownerReachable()
          && socket.stateMillis() <= graces.closeWaitMillis();
    };
  }

  private static boolean isBeingRead(SocketSnapshot socket, Graces graces) {
    TcpRow row = socket.row();
    return row != null
        && row.state() == TcpState.CLOSE_WAIT
        && socket.closingMillis() < 0
        && socket.ownerReachable()
        && socket.stateMillis() > graces.closeWaitMillis()
        && socket.quietMillis() <= graces.closeWaitMillis()
        && !AtExit.isForgotten(socket, graces);
  }

  private static boolean isYoungDead(SocketSnapshot socket, Graces graces) {
    return socket.row() == null
        && socket.link() == Link.SAME_SOCKET
        && socket.closingMillis() < 0
        && socket.ownerReachable()
        && socket.stateMillis() <= graces.deadMillis();
  }

  private static boolean isBeingHealed(SocketSnapshot socket, Graces graces) {
    return !socket.ownerReachable()
        && socket.closingMillis() < 0
        && socket.site().kind().family() == Family.SOCKET
        && socket.link() == Link.SAME_SOCKET
        && socket.unreachableMillis() <= graces.deadMillis();
  }

  private Blindness() {}
}
