package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SocketKind.Family;
import java.util.ArrayList;
import java.util.List;
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
    int untracked = Unattributed.tcp(snapshot.kernel().untracked()).size();
    int before = snapshot.openedBeforeAttach();
    if (before > 0) {
      spots.add(Wording.count(before, "socket") + " opened before the agent came: no line known");
    }
    if (untracked > before) {
      spots.add(
          Wording.count(untracked - before, "socket")
              + " opened where no hook sees it (native code)");
    }
    if (snapshot.kernel().isAvailable()) {
      addNotJudgedYet(spots, snapshot, graces);
    }
    return spots;
  }

  /** How many sockets are in CLOSE_WAIT, unclosed, but not for long enough to be judged. */
  public static long youngCloseWait(Snapshot snapshot, Graces graces) {
    return snapshot.sockets().stream().filter(young(TcpState.CLOSE_WAIT, graces)).count();
  }

  private static void addNotJudgedYet(List<String> spots, Snapshot snapshot, Graces graces) {
    add(
        spots,
        youngCloseWait(snapshot, graces),
        "in CLOSE_WAIT for less than " + Wording.duration(graces.closeWaitMillis()));
    add(
        spots,
        snapshot.sockets().stream().filter(s -> isBeingRead(s, graces)).count(),
        "in CLOSE_WAIT that somebody still reads");
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
        && socket.quietMillis() <= graces.closeWaitMillis();
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
