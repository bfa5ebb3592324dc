package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SocketKind.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** close() was called, but a selector or a blocked thread still holds the fd. */
final class ClosedNotReleased implements SocketRule {

  @Override
  public boolean holds(SocketSnapshot socket, Graces graces) {
    return socket.closingMillis() > graces.closingMillis() && socket.link() != Link.GONE;
  }

  /** The line to fix is the one that closed: who handled the sockets does not part them. */
  @Override
  public @Nullable Frame handledAt(SocketSnapshot socket) {
    return null;
  }

  @Override
  public Finding finding(SocketGroup group) {
    boolean seenByKernel = group.sockets().stream().anyMatch(s -> s.link() != Link.UNKNOWN);
    boolean channel = group.site().kind().family() == Family.CHANNEL;
    List<String> evidence = new ArrayList<>();
    Frame closedAt = CallSites.closedAt(group.sockets());
    if (closedAt != null) {
      evidence.add("closed at " + closedAt.location());
    }
    evidence.addAll(group.counts());
    evidence.add(group.states());
    evidence.addAll(group.peers());
    return new Finding(
        FindingKind.CLOSED_NOT_RELEASED,
        seenByKernel ? Confidence.CERTAIN : Confidence.LIKELY,
        group.site(),
        group.size(),
        group.sockets(),
        "close() was called, but the descriptor is still held: " + sinceClose(group) + ".",
        evidence,
        channel
            ? "A channel that is registered with a selector keeps its descriptor after close(), "
                + "until that selector selects again: close() only cancels the key, and does not "
                + "wake the selector. Here no select() came. A thread that is blocked in a read, "
                + "write or accept of the channel has the same effect."
            : "A thread that is blocked in a read, write or accept of the socket keeps its "
                + "descriptor after close() until the call returns; close() itself may wait as "
                + "long as SO_LINGER says.",
        channel
            ? "After close(), make the selector select: call selector.selectNow() on its own "
                + "thread, or selector.wakeup() from another one. If its loop has ended or the "
                + "selector is not needed any more, close the selector. If the loop hangs in a "
                + "handler, a thread dump shows where (jcmd PID Thread.print)."
            : "Find the thread that is still inside the socket in a thread dump (jcmd PID "
                + "Thread.print) and let its call return: set a read timeout (setSoTimeout), and "
                + "do not set a long SO_LINGER.");
  }

  private static String sinceClose(SocketGroup group) {
    long longest =
        group.sockets().stream().mapToLong(SocketSnapshot::closingMillis).max().orElse(0);
    return Wording.count(group.size(), "socket")
        + (group.size() == 1 ? ", closed " : ", the first closed ")
        + Wording.duration(longest)
        + " ago";
  }
}
