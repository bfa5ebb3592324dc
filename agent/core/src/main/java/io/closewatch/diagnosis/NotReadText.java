package io.closewatch.diagnosis;

import io.closewatch.diagnosis.Readers.Obstacle;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of sockets that nobody reads. */
final class NotReadText {
  private final SocketGroup group;
  private final List<ThreadSnapshot> stuck;
  private final Obstacle obstacle;
  private final @Nullable Frame standsAt;

  NotReadText(SocketGroup group, List<ThreadSnapshot> stuck, Obstacle obstacle) {
    this.group = group;
    this.stuck = stuck;
    this.obstacle = obstacle;
    this.standsAt = commonPlace(stuck);
  }

  /** Where most of the stuck threads stand, or null if none is known. */
  @Nullable Frame standsAt() {
    return obstacle == Obstacle.NO_INTEREST ? null : standsAt;
  }

  String summary() {
    String sockets = group.quietForHowLong();
    if (obstacle == Obstacle.NO_INTEREST) {
      return "Registered with a selector, but not for reading: "
          + sockets
          + " with unread data. Find the line that turned reading off.";
    }
    return "Unread: "
        + sockets
        + ", while "
        + who()
        + " in "
        + (standsAt == null ? "an unknown place" : standsAt.methodName() + "()")
        + ". Free "
        + (stuck.size() == 1 ? "that thread" : "those threads")
        + "; the line that "
        + (group.role() == Role.ACCEPTED ? "accepted" : "opened")
        + " is not to blame.";
  }

  /** The verdict's clause; the place follows. */
  String headline(int open) {
    String unread =
        group.size()
            + " of "
            + Wording.count(open, "open socket")
            + (group.size() == 1 ? " is" : " are")
            + " not read";
    return obstacle == Obstacle.NO_INTEREST
        ? unread + ": no interest in reads, registered"
        : unread + ": " + who();
  }

  List<String> readers() {
    List<String> lines = new ArrayList<>(Handlers.takenOver(group.sockets()));
    String title = obstacle == Obstacle.STUCK_EVENT_LOOP ? "event loop: " : "reader: ";
    lines.addAll(Handlers.standing(title, stuck));
    return lines;
  }

  String why() {
    String held =
        " Data stays in the kernel, the peer gets no answer, and the descriptor is held even if the "
            + "peer has hung up long ago.";
    switch (obstacle) {
      case STUCK_EVENT_LOOP:
        return "One thread serves all channels of a selector. While it waits in a handler it does "
            + "not select, so none of its channels is read, written or closed."
            + held;
      case NO_INTEREST:
        return "The selector only reports what the interest set asks for. Without OP_READ nobody "
            + "learns that data, or the peer's end, has come."
            + held
            + " A pause that is meant (autoRead=false, back pressure) and ends looks the same "
            + "while it lasts.";
      default:
        return "The thread that handles the connection waits for something else, and reads again "
            + "only when that comes."
            + held
            + " Connections that come in behind it wait until a thread is free.";
    }
  }

  String remedy() {
    switch (obstacle) {
      case STUCK_EVENT_LOOP:
        return "Move the call that blocks out of the event loop, to an executor of its own, or give "
            + "it a time-out. "
            + nextStep();
      case NO_INTEREST:
        return "Turn reading on again on every path: interestOps(ops | OP_READ) and "
            + "selector.wakeup(), in Netty setAutoRead(true) or ctx.read(), also after an error. Or "
            + "close the channel when it is given up. To find the line, look for interestOps(0), "
            + "setAutoRead(false) and AUTO_READ.";
      default:
        return "Give the call in which the thread waits a time-out (lock: tryLock(time), queue: "
            + "poll(time), JDBC: setQueryTimeout and a socket time-out, HTTP: a read time-out), and "
            + "close the connection when it strikes. "
            + nextStep();
    }
  }

  private String nextStep() {
    boolean blocked = stuck.stream().anyMatch(t -> t.state() == Thread.State.BLOCKED);
    return blocked
        ? "Next: a thread dump (jcmd PID Thread.print) names the thread that holds the lock."
        : "Next: a thread dump (jcmd PID Thread.print) shows what it waits for.";
  }

  /** {@code thread pool-1-thread-3 stands} or {@code 8 threads stand}. */
  private String who() {
    return stuck.size() == 1
        ? "thread " + Handlers.name(stuck.get(0).name()) + " stands"
        : stuck.size() + " threads stand";
  }

  private static @Nullable Frame commonPlace(List<ThreadSnapshot> threads) {
    Map<Frame, Integer> counts = new LinkedHashMap<>();
    Frame best = null;
    int most = 0;
    for (ThreadSnapshot thread : threads) {
      Frame at = Whereabouts.at(thread);
      int count = at == null ? 0 : counts.merge(at, 1, Integer::sum);
      if (count > most) {
        most = count;
        best = at;
      }
    }
    return best;
  }
}
