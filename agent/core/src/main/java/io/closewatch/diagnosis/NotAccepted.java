package io.closewatch.diagnosis;

import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.TcpRow;
import io.closewatch.tracker.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections wait in a listener's queue. No descriptor is taken yet, so none is leaked. */
final class NotAccepted {
  private static final int PEERS_SHOWN = 5;
  private static final int STATES_SHOWN = 6;
  private static final int DESCRIPTORS_KEPT_FREE = 8;
  private static final String LIMIT_LATCH = "org.apache.tomcat.util.threads.LimitLatch";

  static List<Finding> findings(Snapshot snapshot, Graces graces, Trends trends) {
    Map<SiteId, List<AcceptQueue>> bySite = new LinkedHashMap<>();
    for (SocketSnapshot socket : snapshot.sockets()) {
      AcceptQueue queue = AcceptQueue.of(socket, snapshot, graces.closeWaitMillis(), trends);
      if (queue != null && queue.isStuck(graces.closeWaitMillis())) {
        bySite.computeIfAbsent(SiteId.of(socket.site()), key -> new ArrayList<>()).add(queue);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (List<AcceptQueue> queues : bySite.values()) {
      queues.sort(Comparator.comparingLong(AcceptQueue::length).reversed());
      findings.add(finding(queues, graces, snapshot.kernel().fds()));
    }
    return findings;
  }

  /** One finding for the listeners that one line opened, told by the longest queue. */
  private static Finding finding(List<AcceptQueue> queues, Graces graces, FdUsage fds) {
    AcceptQueue queue = queues.get(0);
    List<String> others = new ArrayList<>();
    for (AcceptQueue other : queues.subList(1, queues.size())) {
      others.add(Wording.count(other.length(), "connection") + " wait on port " + other.port());
    }
    ThreadSnapshot stuck = queue.elsewhere(graces.closeWaitMillis());
    Frame standsAt = stuck == null ? null : Whereabouts.at(stuck);
    boolean limited = stuck != null && isInLimitLatch(stuck);
    boolean exhausted = fds.used() >= 0 && fds.used() >= fds.softLimit() - DESCRIPTORS_KEPT_FREE;
    List<String> evidence = evidence(queue, limited, exhausted ? fds : null);
    evidence.addAll(others.subList(0, Math.min(PEERS_SHOWN, others.size())));
    String waiting =
        Wording.count(queue.length(), "connection")
            + (queue.length() == 1 ? " waits" : " wait")
            + " in the queue of port "
            + queue.port();
    return new Finding(
            FindingKind.NOT_ACCEPTED,
            Confidence.LIKELY,
            queue.listener().site(),
            queues.stream().mapToLong(AcceptQueue::length).sum(),
            Collections.emptyList(),
            summary(queue, waiting, stuck, limited),
            evidence,
            "The kernel has finished these connections, the clients have sent their requests, but "
                + "accept() was not called for them. They take no descriptor yet. When the queue "
                + "is full the kernel drops new connections, and clients see connect time-outs.",
            remedy(limited, exhausted))
        .lookAt(standsAt)
        .headline(waiting + (standsAt == null ? ", which was opened" : ": the acceptor stands"));
  }

  private static String summary(
      AcceptQueue queue, String waiting, @Nullable ThreadSnapshot stuck, boolean limited) {
    String forHowLong = ", one of them for " + Wording.duration(queue.waitedMillis());
    if (limited) {
      return waiting + forHowLong + ": maxConnections is reached. Find out what holds the others.";
    }
    return waiting
        + forHowLong
        + (stuck == null
            ? ", and nobody accepts them."
            : ": thread "
                + Handlers.name(stuck.name())
                + ", which accepts, stands elsewhere. Let it do nothing but accept.");
  }

  private static List<String> evidence(
      AcceptQueue queue, boolean limited, @Nullable FdUsage exhausted) {
    SocketSnapshot listener = queue.listener();
    List<String> lines = new ArrayList<>();
    lines.add("listening socket opened at " + listener.site().frame().location());
    lines.add(
        "rx_queue "
            + queue.length()
            + " of the row in LISTEN: the queue; its limit is the backlog of bind() (50 in Java if "
            + "not given), at most net.core.somaxconn; ss -ltn shows it as Send-Q");
    lines.addAll(waitingRows(queue.waiting()));
    lines.addAll(acceptor(queue));
    if (limited) {
      lines.add("the acceptor waits in Tomcat's LimitLatch: maxConnections is reached");
    }
    if (exhausted != null) {
      lines.add(
          exhausted.used()
              + " of "
              + exhausted.softLimit()
              + " descriptors are used: accept() fails with \"Too many open files\"");
    }
    lines.addAll(held(queue.accepted()));
    return lines;
  }

  private static List<String> waitingRows(List<TcpRow> rows) {
    List<String> states = new ArrayList<>();
    List<String> peers = new ArrayList<>();
    for (TcpRow row : rows) {
      states.add(row.state().name());
      peers.add(row.remote().host());
    }
    List<String> lines = new ArrayList<>();
    if (!rows.isEmpty()) {
      lines.add(
          "rows with inode 0, no descriptor yet: "
              + Wording.tally(states, STATES_SHOWN)
              + (states.contains("CLOSE_WAIT") ? " (the client has given up)" : ""));
      lines.add("peers: " + Wording.tally(peers, PEERS_SHOWN));
    }
    return lines;
  }

  private static List<String> acceptor(AcceptQueue queue) {
    Handling handling = queue.listener().handling();
    List<String> lines = new ArrayList<>();
    if (handling == null) {
      lines.add("acceptor: not known; no hook has seen an accept() on this listener");
      return lines;
    }
    ThreadSnapshot thread = handling.thread();
    if (thread != null) {
      lines.add("acceptor: " + Handlers.standing(thread));
    } else if (handling.threadEnded()) {
      lines.add("acceptor: thread " + Handlers.name(handling.threadName()) + ", which has ended");
    }
    Frame accepts = CallSites.of(handling.takenAt());
    if (accepts != null) {
      lines.add("accepted last at " + accepts.location());
    }
    return lines;
  }

  /** What became of the connections that were accepted: they may be why no more are. */
  private static List<String> held(List<SocketSnapshot> accepted) {
    List<String> states = new ArrayList<>();
    for (SocketSnapshot socket : accepted) {
      TcpRow row = socket.row();
      states.add(row == null ? "no connection" : row.state().name());
    }
    List<String> lines = new ArrayList<>();
    if (!accepted.isEmpty()) {
      lines.add(
          Wording.count(accepted.size(), "accepted connection")
              + " of this port open: "
              + Wording.tally(states, STATES_SHOWN));
      List<String> handlers = Handlers.takenOver(accepted);
      lines.addAll(handlers.subList(0, Math.min(1, handlers.size())));
    }
    return lines;
  }

  private static boolean isInLimitLatch(ThreadSnapshot thread) {
    return thread.frames().stream().anyMatch(f -> f.className().startsWith(LIMIT_LATCH));
  }

  private static String remedy(boolean limited, boolean exhausted) {
    if (limited) {
      return "Find out first why the accepted connections do not end: other findings of this port, "
          + "handlers that block (thread dump: jcmd PID Thread.print), asynchronous requests that "
          + "are never completed, a long keepAliveTimeout. Only if all of them are at work, raise "
          + "maxConnections.";
    }
    if (exhausted) {
      return "Close what is leaked first (other findings), then raise the limit of open files if "
          + "the load needs it. An acceptor must survive the exception and pause before it goes on.";
    }
    return "Let the acceptor thread do nothing but accept and hand over: move what it waits for to "
        + "the handler's thread, give the executor a bounded queue and reject or close where it is "
        + "full, and catch exceptions inside the accept loop. A larger backlog only hides it.";
  }

  private NotAccepted() {}
}
