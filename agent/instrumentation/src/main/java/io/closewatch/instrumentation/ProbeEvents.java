package io.closewatch.instrumentation;

import io.closewatch.bootstrap.SocketEvents;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
  private final Set<String> signals = new TreeSet<>();

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
  public void handled(Object owner, int fd) {
    if (Thread.currentThread() != probing) {
      others.handled(owner, fd);
    } else if (open.contains(fd)) {
      signals.add(HookCheck.STREAM_TAKEN);
    }
  }

  @Override
  public void registered(int fd, SelectionKey key) {
    if (Thread.currentThread() != probing) {
      others.registered(fd, key);
    } else if (open.contains(fd)) {
      signals.add(HookCheck.REGISTERED);
    }
  }

  @Override
  public void selecting(Object selector) {
    if (Thread.currentThread() != probing) {
      others.selecting(selector);
    } else {
      signals.add(HookCheck.SELECTING);
    }
  }

  /** Which of the signals came, of those that {@link HookCheck} names. */
  Set<String> signals() {
    return signals;
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
