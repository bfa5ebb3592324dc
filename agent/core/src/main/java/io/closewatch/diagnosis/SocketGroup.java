package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** The sockets of one finding: same cause, same call site. Immutable; never empty. */
final class SocketGroup {
  private static final int PEERS_SHOWN = 5;
  private static final int TIMER_NONE = 0;
  private static final int TIMER_KEEPALIVE = 2;

  private final List<SocketSnapshot> sockets;
  private final int openInProcess;

  SocketGroup(List<SocketSnapshot> sockets, int openInProcess) {
    this.sockets = new ArrayList<>(sockets);
    this.sockets.sort(Comparator.comparingLong(SocketSnapshot::ageMillis).reversed());
    this.openInProcess = openInProcess;
  }

  /** Oldest first. */
  List<SocketSnapshot> sockets() {
    return sockets;
  }

  SocketSnapshot oldest() {
    return sockets.get(0);
  }

  int size() {
    return sockets.size();
  }

  /** All sockets that are open in the process. */
  int openInProcess() {
    return openInProcess;
  }

  SiteSnapshot site() {
    return oldest().site();
  }

  Role role() {
    return site().kind().role();
  }

  /** {@code 1 socket, for 40s} or {@code 12 sockets, the longest for 3m 20s}. */
  String forHowLong() {
    return forHowLong(SocketSnapshot::stateMillis);
  }

  /** The same for the time since anything was read. */
  String quietForHowLong() {
    return forHowLong(SocketSnapshot::quietMillis);
  }

  private String forHowLong(ToLongFunction<SocketSnapshot> time) {
    long longest = sockets.stream().mapToLong(time).max().orElse(0);
    return Wording.count(size(), "socket")
        + (size() == 1 ? ", for " : ", the longest for ")
        + Wording.duration(longest);
  }

  /** {@code port 8080}, or "" if not known. */
  String localPorts() {
    return Wording.localPorts(sockets);
  }

  /** What every finding shows: how many, the counters of the line, the oldest. */
  List<String> counts() {
    List<String> lines = new ArrayList<>();
    lines.add(
        openInProcess == 1
            ? "the only open socket of this process"
            : size() + " of the " + openInProcess + " open sockets of this process");
    lines.add("this line since the agent started: " + counters(site()));
    lines.add(
        (size() == 1 ? "opened " : "the oldest was opened ")
            + Wording.duration(oldest().ageMillis())
            + " ago");
    lines.addAll(Webapps.openers(sockets));
    lines.addAll(LibraryThreads.evidence(this));
    return lines;
  }

  /** The counters of a site in words. */
  static String counters(SiteSnapshot site) {
    return site.opened()
        + (site.kind().role() == Role.ACCEPTED ? " accepted, " : " opened, ")
        + site.closed()
        + " closed by code, "
        + (site.closedByGc() == 0 ? "" : collected(site))
        + site.open()
        + " open, at most "
        + site.peak()
        + " at once";
  }

  private static String collected(SiteSnapshot site) {
    long lost = site.closedByGc() - site.dropped();
    return site.closedByGc()
        + " closed by the garbage collector"
        + (lost == 0 ? "" : " (" + lost + " of them lost by the HTTP library itself)")
        + ", ";
  }

  /** The kernel's state of each socket now. */
  String states() {
    List<String> states = new ArrayList<>();
    for (SocketSnapshot socket : sockets) {
      TcpRow row = socket.row();
      if (row != null) {
        states.add(row.state().name());
      } else if (socket.link() == SocketSnapshot.Link.UNKNOWN) {
        states.add("not known");
      } else if (socket.link() == SocketSnapshot.Link.OTHER) {
        states.add("connection ended, fd kept");
      } else {
        states.add("no connection");
      }
    }
    return "kernel: " + Wording.tally(states, states.size());
  }

  /** Who took the sockets over and what became of it; empty where nobody is known. */
  List<String> handlers() {
    return role() == Role.ACCEPTED ? Handlers.evidence(sockets) : new ArrayList<>();
  }

  /**
   * Whether the kernel asks silent peers if they are still there; empty if the rows do not tell,
   * because another timer is pending.
   */
  List<String> keepAlive() {
    int on = 0;
    int off = 0;
    for (SocketSnapshot socket : sockets) {
      TcpRow row = socket.row();
      on += row != null && row.timer() == TIMER_KEEPALIVE ? 1 : 0;
      off += row != null && row.timer() == TIMER_NONE ? 1 : 0;
    }
    List<String> lines = new ArrayList<>();
    if (on > 0 && off > 0) {
      lines.add("SO_KEEPALIVE is on for " + on + ", off for " + off);
    } else if (on + off > 0) {
      lines.add("SO_KEEPALIVE is " + (on > 0 ? "on" : "off"));
    }
    return lines;
  }

  /** Who is at the other end; empty if no scan ever saw a connection. */
  List<String> peers() {
    List<String> peers = new ArrayList<>();
    boolean accepted = role() == Role.ACCEPTED;
    for (SocketSnapshot socket : sockets) {
      TcpRow row = socket.lastRow();
      if (row != null && role() == Role.LISTENING) {
        peers.add(row.local().toString());
      } else if (row != null) {
        // The port of a client that came in is a new one each time: it would hide who it is.
        peers.add(accepted ? row.remote().host() : row.remote().toString());
      }
    }
    List<String> lines = new ArrayList<>();
    if (!peers.isEmpty()) {
      String title = role() == Role.LISTENING ? "bound to " : "peers: ";
      String tail = accepted ? ", connected to " + localPorts() : "";
      lines.add(title + Wording.tally(peers, PEERS_SHOWN) + tail);
    }
    return lines;
  }
}
