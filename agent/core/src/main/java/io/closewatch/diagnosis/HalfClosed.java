package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SocketKind.Family;
import java.util.ArrayList;
import java.util.List;

/** shutdownOutput() without close(). */
final class HalfClosed implements SocketRule {

  @Override
  public boolean holds(SocketSnapshot socket, Graces graces) {
    TcpRow row = socket.row();
    return row != null
        && row.state() == TcpState.FIN_WAIT2
        && row.inode() != 0
        && socket.stateMillis() > graces.halfClosedMillis()
        && socket.closingMillis() < 0
        && socket.ownerReachable()
        && socket.link() != SocketSnapshot.Link.OTHER
        && socket.link() != SocketSnapshot.Link.GONE;
  }

  @Override
  public Finding finding(SocketGroup group) {
    List<String> evidence = new ArrayList<>(group.counts());
    evidence.add(group.states());
    evidence.addAll(group.handlers());
    evidence.addAll(group.keepAlive());
    evidence.addAll(group.peers());
    return new Finding(
        FindingKind.HALF_CLOSED,
        Confidence.LIKELY,
        group.site(),
        group.size(),
        group.sockets(),
        "shutdownOutput() was called, but not close(): " + group.forHowLong() + ".",
        evidence,
        "FIN_WAIT2 means: this process has ended its half of the connection, the peer has not ended "
            + "the other one. While the descriptor is open the kernel has no timeout for that, so "
            + "a peer that never hangs up keeps the socket for ever. It is no leak if the peer is "
            + "still sending and somebody reads: raise closeWaitGrace above the time that takes.",
        "Call close() after shutdownOutput(), in a finally block, as soon as the peer's last answer "
            + "is read, and put a limit on the time that reading may take"
            + (group.site().kind().family() == Family.SOCKET ? " (setSoTimeout)" : "")
            + ". tcp_fin_timeout does not help: it only counts for sockets that are closed.");
  }
}
