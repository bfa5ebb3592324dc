package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SocketKind.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** close() was called, but a selector or a blocked thread still holds the fd. */
final class ClosedNotReleased implements SocketRule {
  private static final int HOLDERS_SHOWN = 3;

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
  public boolean judgesPooled() {
    return true;
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
    evidence.addAll(holders(group.sockets()));
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
        channel ? Remedies.select(loopEnded(group.sockets())) : Remedies.STOP_BLOCKED_CALL);
  }

  /** Who still holds the descriptor: the selector, or a thread in a call. */
  private static List<String> holders(List<SocketSnapshot> sockets) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (SocketSnapshot socket : sockets) {
      Handling handling = socket.handling();
      if (handling != null) {
        counts.merge(holder(handling), 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (line, count) -> {
          if (!line.isEmpty() && lines.size() < HOLDERS_SHOWN) {
            lines.add(line + (count == 1 ? "" : ": " + Wording.count(count, "socket")));
          }
        });
    return lines;
  }

  private static String holder(Handling handling) {
    ThreadSnapshot thread = handling.thread();
    if (handling.selector() == null) {
      return thread == null ? "" : Handlers.standing(thread);
    }
    Frame registration = CallSites.of(handling.takenAt());
    return "still registered with a selector that "
        + runner(handling, thread)
        + (registration == null ? "" : "; registered at " + registration.location());
  }

  private static String runner(Handling handling, @Nullable ThreadSnapshot thread) {
    String name = "thread " + Handlers.name(handling.threadName());
    if (handling.threadEnded()) {
      return name + " ran, which has ended";
    }
    if (thread == null) {
      return "no live thread is seen to run";
    }
    if (Whereabouts.isSelecting(thread)) {
      return name
          + " runs, which has not come out of select() for "
          + Wording.duration(thread.stillMillis());
    }
    return "does not select: " + Handlers.standing(thread);
  }

  private static boolean loopEnded(List<SocketSnapshot> sockets) {
    return sockets.stream()
        .map(SocketSnapshot::handling)
        .anyMatch(h -> h != null && h.selector() != null && h.threadEnded());
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
