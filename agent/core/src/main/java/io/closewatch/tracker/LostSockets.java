package io.closewatch.tracker;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a thread has opened for a request that was cancelled meanwhile. That is rare: all open
 * sockets are looked at.
 */
final class LostSockets {
  private final FdTable table;

  LostSockets(FdTable table) {
    this.table = table;
  }

  /**
   * This thread opened a socket since then that no code will ever have. If that is closed already,
   * one of another thread with the same name may be taken for it: until somebody uses that. Of two
   * nobody knows which.
   */
  void openedSince(long nanos) {
    Thread thread = Thread.currentThread();
    List<TrackedSocket> sockets = new ArrayList<>();
    table.copyTo(sockets);
    sockets.removeIf(socket -> socket.openedNanos() - nanos < 0 || !mayBeOf(thread, socket));
    if (sockets.size() == 1) {
      sockets.get(0).lose();
    }
  }

  private static boolean mayBeOf(Thread opener, TrackedSocket socket) {
    Handler by = socket.handler();
    return socket.kind() == SocketKind.CLIENT_SOCKET
        && !socket.isLost()
        && socket.threadName().equals(ThreadName.of(opener))
        && (by == null || by.get() == opener); // a TLS handshake uses the socket
  }
}
