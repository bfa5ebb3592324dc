package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SocketKind.Family;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A thread waits in read() without time-out on a connection that nothing watches. */
final class StuckRead implements SocketRule {
  private static final int NO_TIMER = 0;

  private final Readers readers;

  StuckRead(Readers readers) {
    this.readers = readers;
  }

  @Override
  public boolean holds(SocketSnapshot socket, Graces graces) {
    TcpRow row = socket.row();
    Handling handling = socket.handling();
    return row != null
        && row.state() == TcpState.ESTABLISHED
        && row.rxQueue() == 0
        && row.timer() == NO_TIMER
        && socket.quietMillis() > graces.stuckMillis()
        && socket.closingMillis() < 0
        && socket.ownerReachable()
        && socket.link() != Link.OTHER
        && socket.link() != Link.GONE
        && handling != null
        && waitsForEver(socket, handling, graces);
  }

  private boolean waitsForEver(SocketSnapshot socket, Handling handling, Graces graces) {
    ThreadSnapshot thread = handling.thread();
    boolean noTimeout =
        socket.site().kind().family() == Family.SOCKET
            ? handling.soTimeoutMillis() == 0
            : handling.selector() == null;
    return noTimeout
        && thread != null
        && thread.stillMillis() > graces.stuckMillis()
        && Whereabouts.isReading(thread)
        && readers.isAtWork(socket, handling);
  }

  @Override
  public Finding finding(SocketGroup group) {
    boolean accepted = group.role() == Role.ACCEPTED;
    boolean socket = group.site().kind().family() == Family.SOCKET;
    List<String> evidence = new ArrayList<>(group.counts());
    evidence.add(group.states());
    evidence.addAll(Handlers.standing("reader: ", threads(group)));
    evidence.add(
        (socket ? "no SO_TIMEOUT" : "no time-out (a blocking channel has none)")
            + " and no keep-alive: if the peer is gone without a word, this read never returns");
    evidence.addAll(group.peers());
    return new Finding(
        FindingKind.STUCK_READ,
        accepted ? Confidence.INFO : Confidence.SUSPECT,
        group.site(),
        group.size(),
        group.sockets(),
        "read() waits without any time-out and nothing has come: "
            + group.quietForHowLong()
            + ". Set a read time-out.",
        evidence,
        "A peer whose machine or network is gone sends no FIN and no RST, so the connection looks "
            + "established for ever. Only a read time-out or keep-alive finds out. A peer that has "
            + "nothing to say yet, as with long-polling or a subscription, looks the same.",
        (socket
                ? "Call setSoTimeout(millis) before the first read, and close the socket when "
                    + "SocketTimeoutException comes; in a client library set its read (socket) "
                    + "time-out. "
                : "Read with a selector and a time limit, or through channel.socket() with "
                    + "setSoTimeout. ")
            + "For connections that may be silent for long, turn SO_KEEPALIVE on and lower "
            + "tcp_keepalive_time, or send a ping in the protocol. To find out now, ask the peer's "
            + "machine whether it still knows the connection (ss -tn there).");
  }

  private static List<ThreadSnapshot> threads(SocketGroup group) {
    Set<ThreadSnapshot> threads = new LinkedHashSet<>();
    for (SocketSnapshot socket : group.sockets()) {
      Handling handling = socket.handling();
      ThreadSnapshot thread = handling == null ? null : handling.thread();
      if (thread != null) {
        threads.add(thread);
      }
    }
    return new ArrayList<>(threads);
  }
}
