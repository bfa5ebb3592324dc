package io.closewatch.monitor;

import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.SelectorSnapshot;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Handler;
import io.closewatch.tracker.Lease;
import io.closewatch.tracker.Registration;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.SocketTracker;
import io.closewatch.tracker.ThreadName;
import io.closewatch.tracker.Trace;
import io.closewatch.tracker.TrackedSocket;
import java.net.SocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who handles the suspicious sockets of one scan and what those threads do. Asks the
 * JDK's own objects only, and takes none of their locks but the one of SO_TIMEOUT. Sockets that
 * share a handler share what is found: there may be tens of thousands. Holds selectors and threads
 * strongly, so it must not outlive the scan. For one thread.
 */
final class HandlingReader {
  /** Threads that may run one selector in turn; hardly ever more than one does. */
  private static final int LOOP_THREADS = 4;

  private static final String SELECTOR = "sun.nio.ch.SelectorImpl";
  private static final int UNKNOWN = -1;

  private final SocketTracker tracker;
  private final ThreadStacks stacks;
  private final @Nullable Thread done;
  private final Map<Handler, Handling> byHandler = new HashMap<>();
  private final IdentityHashMap<Selector, Loop> loops = new IdentityHashMap<>();

  /** For the scan that {@code stacks} has just begun. */
  HandlingReader(SocketTracker tracker, ThreadStacks stacks) {
    this(tracker, stacks, null);
  }

  /**
   * As above; {@code done} is a thread that will do no more for its sockets, as if it had ended.
   */
  HandlingReader(SocketTracker tracker, ThreadStacks stacks, @Nullable Thread done) {
    this.tracker = tracker;
    this.stacks = stacks;
    this.done = done;
  }

  /** Who handles a socket that is suspicious for that reason, or null if nobody is known. */
  @Nullable Handling of(TrackedSocket socket, Suspicion suspicion) {
    Handler handler = socket.handler();
    if (handler == null) {
      return null;
    }
    Registration registration = socket.registration();
    switch (suspicion) {
      case UNLIKELY:
        return registered(socket, handler, registration);
      case DEAD:
        return shared(handler, socket.takenAt(handler), null, false, UNKNOWN);
      case QUIET:
        // Stacks are kept for sockets that are worse than quiet, or than passing below.
        return registration == null
            ? ofThread(socket, handler, ThreadStacks.AT_MOST / 2, true)
            : registered(socket, handler, registration);
      case PASSING:
        return registration == null
            ? ofThread(socket, handler, ThreadStacks.AT_MOST / 4, false)
            : ofSelector(socket, handler, registration, true);
      default:
        return registration == null
            ? ofThread(socket, handler, ThreadStacks.AT_MOST, false)
            : ofSelector(socket, handler, registration, true);
    }
  }

  /**
   * If the line of healthy clients keeps opening more, it matters whether they share a selector.
   */
  private @Nullable Handling registered(
      TrackedSocket socket, Handler handler, @Nullable Registration registration) {
    return registration == null || socket.kind().role() != SocketKind.Role.CLIENT
        ? null
        : ofSelector(socket, handler, registration, false);
  }

  /**
   * Who leased a connection of a pool.
   *
   * @param withThread whether the lease is so old that it matters what the thread does; of others
   *     the thread is told if it was looked at already: a younger lease of the same thread tells
   *     that it is done with the older ones
   */
  Handling ofLease(Lease lease, boolean withThread) {
    Thread thread = lease.by().get();
    boolean ended = isOver(thread);
    ThreadSnapshot now =
        thread == null || ended ? null : stacks.of(thread, withThread ? ThreadStacks.AT_MOST : 0);
    return shared(lease.by(), lease.trace(), now, ended, UNKNOWN);
  }

  private boolean isOver(@Nullable Thread thread) {
    return thread == null || thread == done || !thread.isAlive();
  }

  private Handling ofThread(
      TrackedSocket socket, Handler handler, int threadLimit, boolean withTimeout) {
    Thread thread = handler.get();
    boolean ended = isOver(thread);
    ThreadSnapshot now = thread == null || ended ? null : stacks.of(thread, threadLimit);
    int timeout = withTimeout && now != null ? soTimeout(socket) : UNKNOWN;
    return shared(handler, socket.takenAt(handler), now, ended, timeout);
  }

  private Handling shared(
      Handler handler, Trace takenAt, @Nullable ThreadSnapshot now, boolean ended, int timeout) {
    Handling known = byHandler.get(handler);
    if (known != null
        && known.takenAt().equals(takenAt)
        && known.thread() == now
        && known.threadEnded() == ended
        && known.soTimeoutMillis() == timeout) {
      return known;
    }
    Handling fresh = new Handling(takenAt, handler.threadName(), now, ended, null, timeout);
    byHandler.put(handler, fresh);
    return fresh;
  }

  private Handling ofSelector(
      TrackedSocket socket, Handler handler, Registration registration, boolean withThread) {
    SelectionKey key = registration.get();
    Trace takenAt = socket.takenAt(handler);
    if (key == null) {
      return shared(handler, takenAt, null, false, UNKNOWN); // the selector has let it go
    }
    int ops = UNKNOWN;
    try {
      ops = key.interestOps();
    } catch (CancelledKeyException e) {
      // Closed, and the selector has not looked since.
    }
    Loop loop = loops.computeIfAbsent(key.selector(), selector -> new Loop());
    if (withThread) {
      findThread(loop, key.selector());
    }
    Handling last = loop.last;
    if (last != null
        && last.takenAt().equals(takenAt)
        && last.thread() == loop.now
        && last.selector() != null
        && last.selector().interestOps() == ops) {
      return last;
    }
    Thread thread = loop.thread;
    Handling fresh =
        new Handling(
            takenAt,
            thread == null ? handler.threadName() : ThreadName.of(thread),
            loop.now,
            false,
            new SelectorSnapshot(System.identityHashCode(key.selector()), ops != UNKNOWN, ops),
            UNKNOWN);
    loop.last = fresh;
    return fresh;
  }

  private void findThread(Loop loop, Selector selector) {
    if (loop.isThreadSought) {
      return;
    }
    loop.isThreadSought = true;
    List<Thread> threads = tracker.selectingThreads(selector);
    for (int i = 0; i < threads.size() && i < LOOP_THREADS; i++) {
      ThreadSnapshot now = stacks.of(threads.get(i), ThreadStacks.AT_MOST);
      // Of threads that take turns the one in select is the one that serves the channels.
      if (i == 0 || (now != null && isSelecting(now))) {
        loop.thread = threads.get(i);
        loop.now = now;
      }
    }
  }

  private static boolean isSelecting(ThreadSnapshot thread) {
    for (Frame frame : thread.frames()) {
      if (frame.className().equals(SELECTOR)) {
        return true;
      }
    }
    return false;
  }

  private static int soTimeout(TrackedSocket socket) {
    Object owner = socket.get();
    if (socket.kind().family() != SocketKind.Family.SOCKET
        || socket.isClosing() // its lock may be held for as long as the close takes
        || !(owner instanceof SocketOptions)) {
      return UNKNOWN;
    }
    try {
      Object value = ((SocketOptions) owner).getOption(SocketOptions.SO_TIMEOUT);
      return value instanceof Integer ? (Integer) value : UNKNOWN;
    } catch (Exception e) {
      return UNKNOWN; // closed just now
    }
  }

  /** A selector, the thread that runs it, and what was said of its last channel. */
  private static final class Loop {
    private boolean isThreadSought;
    private @Nullable Thread thread;
    private @Nullable ThreadSnapshot now;
    private @Nullable Handling last;
  }
}
