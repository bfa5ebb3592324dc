package io.closewatch.instrumentation;

import io.closewatch.bootstrap.SocketEvents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the events of one thread, the self test's, away from the tracker and records them; passes
 * on all others.
 */
final class ProbeEvents implements SocketEvents {
  private final SocketEvents others;
  private final Thread probing = Thread.currentThread();
  private final List<Integer> kinds = new ArrayList<>();
  private final Set<Integer> open = new HashSet<>();
  private int closings;

  ProbeEvents(SocketEvents others) {
    this.others = others;
  }

  @Override
  public void opened(int kind, Object owner, int fd, int listenerFd) {
    if (Thread.currentThread() != probing) {
      others.opened(kind, owner, fd, listenerFd);
    } else if (open.add(fd)) {
      kinds.add(kind);
    }
  }

  @Override
  public void closing(Object owner, int fd) {
    if (Thread.currentThread() != probing) {
      others.closing(owner, fd);
    } else if (open.contains(fd)) {
      closings++;
    }
  }

  @Override
  public void closed(Object owner, int fd) {
    if (Thread.currentThread() != probing) {
      others.closed(owner, fd);
    }
  }

  @Override
  public void released(int fd) {
    if (Thread.currentThread() != probing || !open.remove(fd)) {
      others.released(fd);
    }
  }

  @Override
  public void openFailed(Throwable failure) {
    others.openFailed(failure); // no descriptor left is worth an alarm, whoever finds out
  }

  /** Kind numbers in the order of their opens. */
  List<Integer> kinds() {
    return kinds;
  }

  int closings() {
    return closings;
  }

  /** How many of the probe's sockets were not reported as released. */
  int unreleased() {
    return open.size();
  }
}
