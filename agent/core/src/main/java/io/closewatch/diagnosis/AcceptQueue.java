package io.closewatch.diagnosis;

import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A listener, the connections that wait in its queue, and the thread that should accept them. */
final class AcceptQueue {
  private final SocketSnapshot listener;
  private final TcpRow row;
  private final long waitedMillis;
  private final List<TcpRow> waiting = new ArrayList<>();
  private final List<SocketSnapshot> accepted = new ArrayList<>();

  private AcceptQueue(SocketSnapshot listener, TcpRow row, long waitedMillis, Snapshot snapshot) {
    this.listener = listener;
    this.row = row;
    this.waitedMillis = waitedMillis;
    for (TcpRow pending : snapshot.kernel().notAccepted()) {
      if (isAt(row.local(), pending.local())) {
        waiting.add(pending);
      }
    }
    for (SocketSnapshot socket : snapshot.sockets()) {
      TcpRow last = socket.lastRow();
      if (socket.site().kind().role() == Role.ACCEPTED
          && last != null
          && isAt(row.local(), last.local())) {
        accepted.add(socket);
      }
    }
  }

  /** The queue of the socket, or null if it is no listener in which a connection waits for long. */
  static @Nullable AcceptQueue of(
      SocketSnapshot socket, Snapshot snapshot, long graceMillis, Trends trends) {
    TcpRow row = socket.row();
    if (row == null || row.state() != TcpState.LISTEN || row.rxQueue() == 0) {
      return null;
    }
    long waited = trends.waitingMillis(row.local());
    return waited > graceMillis ? new AcceptQueue(socket, row, waited, snapshot) : null;
  }

  /** Whether connections to a local address come in at the listener. */
  static boolean isAt(Endpoint listener, Endpoint local) {
    boolean anyIpv6 = listener.high() == 0 && listener.low() == 0; // takes IPv4 too
    boolean anyIpv4 = listener.isIpv4() && (int) listener.low() == 0;
    return listener.port() == local.port()
        && (listener.equals(local) || anyIpv6 || (anyIpv4 && local.isIpv4()));
  }

  /**
   * Whether nobody empties the queue. One that is as long in each scan counts as full: it gets new
   * connections for those that were accepted. An acceptor that was seen moving is given the doubt.
   */
  boolean isStuck(long graceMillis) {
    boolean acceptedMeanwhile = accepted.stream().anyMatch(s -> s.ageMillis() < waitedMillis);
    boolean full = listener.quietMillis() > graceMillis;
    ThreadSnapshot acceptor = acceptor();
    boolean moving =
        acceptor != null
            && (acceptor.stillMillis() <= graceMillis
                || Whereabouts.isAccepting(acceptor)
                || Whereabouts.isSelecting(acceptor));
    return moving ? full && !acceptedMeanwhile : full || !acceptedMeanwhile;
  }

  /** The thread that accepted last, if it stands anywhere but in accept() or select(). */
  @Nullable ThreadSnapshot elsewhere(long graceMillis) {
    ThreadSnapshot acceptor = acceptor();
    return acceptor == null
            || acceptor.stillMillis() <= graceMillis
            || Whereabouts.isAccepting(acceptor)
            || Whereabouts.isSelecting(acceptor)
        ? null
        : acceptor;
  }

  @Nullable ThreadSnapshot acceptor() {
    Handling handling = listener.handling();
    return handling == null ? null : handling.thread();
  }

  SocketSnapshot listener() {
    return listener;
  }

  int port() {
    return row.local().port();
  }

  /** The kernel's own count, exact also if two listeners share the port. */
  long length() {
    return row.rxQueue();
  }

  long waitedMillis() {
    return waitedMillis;
  }

  List<TcpRow> waiting() {
    return waiting;
  }

  /** The connections of the listener that were accepted and are still open. */
  List<SocketSnapshot> accepted() {
    return accepted;
  }
}
