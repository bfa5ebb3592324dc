package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SocketKind.Family;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.List;

/** The fd is open, but the kernel has no connection behind it. */
final class DeadNotClosed implements SocketRule {

  @Override
  public boolean holds(SocketSnapshot socket, Graces graces) {
    return socket.row() == null
        && socket.link() == Link.SAME_SOCKET
        && socket.stateMillis() > graces.deadMillis()
        && socket.closingMillis() < 0
        && socket.ownerReachable();
  }

  @Override
  public Finding finding(SocketGroup group) {
    List<String> lastStates = new ArrayList<>();
    boolean certain = false;
    for (SocketSnapshot socket : group.sockets()) {
      TcpRow last = socket.lastRow();
      lastStates.add(last == null ? "no connection" : last.state().name());
      certain |= last != null && endedByThisProcess(last.state());
    }
    boolean neverConnected = group.sockets().stream().allMatch(DeadNotClosed::neverConnected);
    List<String> evidence = new ArrayList<>(group.counts());
    evidence.add("the descriptor is open, but /proc/self/net/tcp and tcp6 have no row for it");
    evidence.add(
        unseen(group)
            ? "no earlier scan saw a connection either"
                + (neverConnected ? "" : ", but its streams were asked for: there was one")
            : "last seen by an earlier scan: " + Wording.tally(lastStates, lastStates.size()));
    evidence.addAll(group.handlers());
    evidence.addAll(group.peers());
    if (Remedies.isOwnTls(group.oldest().trace())) {
      evidence.add("opened as TLS sockets (javax.net.ssl): a failed handshake leaves them open");
    }
    return new Finding(
        FindingKind.DEAD_NOT_CLOSED,
        certain ? Confidence.CERTAIN : Confidence.LIKELY,
        group.site(),
        group.size(),
        group.sockets(),
        summary(group, neverConnected) + ": " + group.forHowLong() + ".",
        evidence,
        why(group.role(), neverConnected),
        Remedies.close(group, false));
  }

  private static boolean unseen(SocketGroup group) {
    return group.sockets().stream().allMatch(s -> s.lastRow() == null);
  }

  /** Only a socket that is connected gives its streams away. */
  private static boolean neverConnected(SocketSnapshot socket) {
    return socket.lastRow() == null
        && (socket.handling() == null || socket.site().kind().family() != Family.SOCKET);
  }

  /**
   * After these states no connection can come back, and it was not a reset that an idle pool has.
   */
  private static boolean endedByThisProcess(TcpState last) {
    return last == TcpState.FIN_WAIT2 || last == TcpState.SYN_SENT;
  }

  private static String summary(SocketGroup group, boolean neverConnected) {
    if (group.role() == Role.LISTENING) {
      return neverConnected
          ? "A listening socket was made, but never listens on a port, and was not closed"
          : "A listening socket stopped listening, but was not closed";
    }
    return neverConnected && group.role() == Role.CLIENT
        ? "Opened, never seen connected, and not closed"
        : "The connection is over, but the code never called close()";
  }

  private static String why(Role role, boolean neverConnected) {
    String held = " The descriptor stays taken until close() is called or the JVM ends.";
    if (role == Role.LISTENING) {
      return "A server socket that is not bound, or is bound and does not listen, takes no "
          + "connections."
          + held;
    }
    if (neverConnected && role == Role.CLIENT) {
      return "No scan saw a connection on this socket. Most often connect() threw and the code did "
          + "not close() what it had opened before."
          + held;
    }
    return "The connection ended in one of two ways: the peer reset it (RST), or both directions "
        + "were shut, as a TLS socket of the JDK does by itself when it reads the end of the "
        + "stream. Such a socket is in no TCP state, so netstat and ss do not show it."
        + held
        + " A connection in a pool that nobody has used since the reset looks the same.";
  }
}
