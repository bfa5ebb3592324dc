package io.closewatch.monitor;

import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.SelectorSnapshot;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Handler;
import io.closewatch.tracker.Registration;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.SocketTracker;
import io.closewatch.tracker.ThreadName;
import io.closewatch.tracker.TrackedSocket;
import java.net.SocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who handles a suspicious socket and what that thread does. Asks the JDK's own objects
 * only, and takes none of their locks but the one of SO_TIMEOUT. One thread at a time.
 */
final class HandlingReader {
  /** Threads that may run one selector in turn; hardly ever more than one does. */
  private static final int LOOP_THREADS = 4;

  private static final String SELECTOR = "sun.nio.ch.SelectorImpl";
  private static final int UNKNOWN = -1;

  private final SocketTracker tracker;
  private final ThreadStacks stacks = new ThreadStacks();

  HandlingReader(SocketTracker tracker) {
    this.tracker = tracker;
  }

  /** A new scan. */
  void begin(long nowNanos) {
    stacks.begin(nowNanos);
  }

  /** Who handles it, without a look at the thread or the selector. */
  @Nullable Handling takenAt(TrackedSocket socket) {
    Handler handler = socket.handler();
    return handler == null
        ? null
        : new Handling(socket.takenAt(handler), handler.threadName(), null, false, null, UNKNOWN);
  }

  /**
   * Who handles it, and what they do now.
   *
   * @param threadLimit how many threads may have been looked at in this scan
   * @param withTimeout whether SO_TIMEOUT is of use; never for a socket that is being closed, whose
   *     lock may be held for long
   */
  @Nullable Handling of(TrackedSocket socket, int threadLimit, boolean withTimeout) {
    Handler handler = socket.handler();
    if (handler == null) {
      return null;
    }
    Registration registration = socket.registration();
    if (registration != null) {
      return ofSelector(socket, handler, registration, threadLimit);
    }
    Thread thread = handler.get();
    boolean ended = thread == null || !thread.isAlive();
    return new Handling(
        socket.takenAt(handler),
        handler.threadName(),
        thread == null || ended ? null : stacks.of(thread, threadLimit),
        ended,
        null,
        withTimeout ? soTimeout(socket) : UNKNOWN);
  }

  private Handling ofSelector(
      TrackedSocket socket, Handler handler, Registration registration, int threadLimit) {
    SelectionKey key = registration.get();
    Selector selector = key == null ? null : key.selector();
    Thread loop = null;
    ThreadSnapshot loopNow = null;
    if (selector != null) {
      List<Thread> threads = tracker.selectingThreads(selector);
      for (int i = 0; i < threads.size() && i < LOOP_THREADS; i++) {
        ThreadSnapshot candidate = stacks.of(threads.get(i), threadLimit);
        if (loop == null || (candidate != null && isSelecting(candidate))) {
          loop = threads.get(i);
          loopNow = candidate;
        }
      }
    }
    return new Handling(
        socket.takenAt(handler),
        loop == null ? handler.threadName() : ThreadName.of(loop),
        loopNow,
        false,
        snapshot(key, selector),
        UNKNOWN);
  }

  /** Threads that take turns: the one in select is the one that serves the channels. */
  private static boolean isSelecting(ThreadSnapshot thread) {
    for (Frame frame : thread.frames()) {
      if (frame.className().equals(SELECTOR)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable SelectorSnapshot snapshot(
      @Nullable SelectionKey key, @Nullable Selector selector) {
    if (key == null || selector == null) {
      return null; // the selector has let it go
    }
    int ops = UNKNOWN;
    try {
      ops = key.interestOps();
    } catch (CancelledKeyException e) {
      // Closed, and the selector has not looked since.
    }
    return new SelectorSnapshot(System.identityHashCode(selector), ops != UNKNOWN, ops);
  }

  private static int soTimeout(TrackedSocket socket) {
    Object owner = socket.get();
    if (socket.kind().family() != SocketKind.Family.SOCKET
        || socket.isClosing()
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
}
