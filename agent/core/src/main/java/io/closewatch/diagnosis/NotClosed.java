package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.AsyncRequestSite;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The peer hung up, the application never called close(). */
final class NotClosed implements SocketRule {
  private static final String WHY =
      "CLOSE_WAIT means: the peer has closed its end, and the kernel waits for this process to call "
          + "close(). No timeout ends that. Each of these sockets holds a file descriptor until "
          + "close() is called or the JVM ends.";

  private static final String WHY_NOT_CERTAIN =
      " Nobody has read up to the end yet, so a pool that keeps an idle connection, or a reader "
          + "that is stuck, would look the same.";

  private static final String WHY_END_READ =
      " A protocol in which the peer only shuts its output and waits for an answer looks like this "
          + "while the answer is made: if yours does, raise closeWaitGrace above that time.";

  private static final String WHY_ASYNC =
      " The server looks at the connection again only when the request is completed.";

  private static final String WHY_AT_WORK =
      " The server closes it when the request has ended. It may be at work on it for long, and the "
          + "client did not wait: no leak while their number stays within that of the server's "
          + "threads. If it grows, requests are never completed.";

  private static final String WHY_SUSPECT =
      " They belong to a library that keeps idle connections in a pool, and an idle one whose server "
          + "has hung up looks just like this: no leak while their number stays within the pool's "
          + "limit. If it grows, the code forgets to give connections back.";

  private static final String KERNEL_SETTINGS =
      " Kernel settings (tcp_keepalive_time, tcp_fin_timeout) do not help against CLOSE_WAIT.";

  private final Readers readers;
  private final List<AsyncRequestSite> asyncRequests;
  private final long graceMillis;

  NotClosed(Readers readers, List<AsyncRequestSite> asyncRequests, long graceMillis) {
    this.readers = readers;
    this.asyncRequests = asyncRequests;
    this.graceMillis = graceMillis;
  }

  @Override
  public boolean holds(SocketSnapshot socket, Graces graces) {
    TcpRow row = socket.row();
    return row != null
        && row.state() == TcpState.CLOSE_WAIT
        && (socket.quietMillis() > graces.closeWaitMillis() || AtExit.isForgotten(socket, graces))
        && socket.closingMillis() < 0
        && socket.ownerReachable()
        && socket.link() != Link.OTHER
        && socket.link() != Link.GONE
        && !readers.isUndecided(socket);
  }

  @Override
  public Finding finding(SocketGroup group) {
    Map<UnreadData, List<TcpRow>> byUnread = byUnread(group);
    AsyncEvidence async = AsyncEvidence.of(group.sockets(), asyncRequests, graceMillis);
    Frame startedAt = async == null ? null : async.fixAt();
    boolean atWork = startedAt == null && group.sockets().stream().anyMatch(Readers::mayBeAtWork);
    boolean certain =
        startedAt == null
            && !atWork
            && byUnread.getOrDefault(UnreadData.NONE, new ArrayList<>()).stream()
                // Still sending: the code may be busy with an answer to a peer that only shut its
                // output.
                .anyMatch(row -> row.txQueue() == 0);
    List<String> evidence = new ArrayList<>(group.counts());
    evidence.add(group.states());
    if (group.sockets().stream().anyMatch(s -> s.quietMillis() <= graceMillis)) {
      evidence.add(AtExit.EVIDENCE);
    }
    byUnread.forEach(
        (unread, rows) ->
            evidence.add(atWork ? unread.evidenceAtWork(rows) : unread.evidence(rows)));
    evidence.addAll(group.handlers());
    if (async != null) {
      evidence.addAll(async.lines());
    } else if (atWork) {
      evidence.add(
          "accepted by the server "
              + Remedies.library(group.oldest().trace())
              + (group.localPorts().isEmpty() ? "" : " on " + group.localPorts())
              + ": requests that are still at work look like this, and asynchronous ones that were "
              + "never completed");
    }
    if (Remedies.isOwnTls(group.oldest().trace())) {
      evidence.add("opened as TLS sockets (javax.net.ssl): a failed handshake leaves them open");
    }
    evidence.addAll(group.peers());
    String what =
        byUnread.size() == 1
            ? byUnread.keySet().iterator().next().meaning()
            : "and the code never called close()";
    boolean suspect = atWork || mayBePooled(group, byUnread.keySet());
    return new Finding(
            FindingKind.NOT_CLOSED,
            certain ? Confidence.CERTAIN : suspect ? Confidence.SUSPECT : Confidence.LIKELY,
            group.site(),
            group.size(),
            group.sockets(),
            (startedAt != null
                    ? "The client hung up, but its asynchronous request was never completed"
                    : atWork
                        ? "The client hung up, and the server has not ended its request"
                        : "The peer hung up, " + what)
                + ": "
                + group.quietForHowLong()
                + ".",
            evidence,
            WHY
                + (startedAt != null
                    ? WHY_ASYNC
                    : certain
                        ? certainty(group)
                        : atWork ? WHY_AT_WORK : suspect ? WHY_SUSPECT : WHY_NOT_CERTAIN),
            remedy(group, byUnread.keySet(), startedAt) + KERNEL_SETTINGS)
        .lookAt(startedAt);
  }

  private static String remedy(
      SocketGroup group, Set<UnreadData> unread, @Nullable Frame startedAt) {
    return startedAt == null
        ? Remedies.close(group, unread.contains(UnreadData.BYTES))
        : Remedies.completeAsync();
  }

  /** A library opened them and nobody looks at them: idle in its pool, or forgotten. */
  private static boolean mayBePooled(SocketGroup group, Set<UnreadData> unread) {
    return group.role() == Role.CLIENT
        && Remedies.library(group.oldest().trace()) != null
        && !unread.contains(UnreadData.NONE)
        && !unread.contains(UnreadData.BYTES);
  }

  private static String certainty(SocketGroup group) {
    return group.role() == Role.ACCEPTED ? WHY_END_READ : "";
  }

  private static Map<UnreadData, List<TcpRow>> byUnread(SocketGroup group) {
    Map<UnreadData, List<TcpRow>> byUnread = new EnumMap<>(UnreadData.class);
    for (SocketSnapshot socket : group.sockets()) {
      TcpRow row = socket.row();
      if (row != null) {
        byUnread.computeIfAbsent(UnreadData.of(row), key -> new ArrayList<>()).add(row);
      }
    }
    return byUnread;
  }
}
