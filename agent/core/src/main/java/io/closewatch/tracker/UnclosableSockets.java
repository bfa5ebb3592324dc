package io.closewatch.tracker;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tracked socket of a {@link Socket} that its library has just lost on this thread. A
 * {@code Socket} does not tell its fd, so it is known by what this thread did with it. Losing one
 * is rare: all open sockets are looked at.
 */
final class UnclosableSockets {

  /** Something that the calling thread does with one socket, and that a hook tells of. */
  interface Use {
    void run() throws IOException;
  }

  private final FdTable table;

  UnclosableSockets(FdTable table) {
    this.table = table;
  }

  /**
   * Comes before the socket is connected, and again afterwards; code of the application is not
   * called.
   */
  void lost(Socket socket, long sinceNanos) {
    if (!lostSince(sinceNanos) && socket.isConnected() && socket.getClass() == Socket.class) {
      lost(socket::getOutputStream);
    }
  }

  /**
   * It is the one that this thread has opened since then. A library that sets options first opens
   * it sooner than that; and of two nobody knows which, if threads have the same name.
   */
  boolean lostSince(long nanos) {
    List<TrackedSocket> opened = unusedOf(Thread.currentThread());
    opened.removeIf(socket -> socket.openedNanos() - nanos < 0);
    if (opened.size() == 1) {
      opened.get(0).lose();
    }
    return opened.size() == 1;
  }

  /**
   * The first time that somebody asks for the streams of a socket, a hook marks the tracked one as
   * taken over by that thread: it is the one that {@code firstUse} changes in that way.
   */
  void lost(Use firstUse) {
    Thread thread = Thread.currentThread();
    List<TrackedSocket> unused = unusedOf(thread);
    try {
      firstUse.run();
    } catch (IOException closed) {
      return; // somebody could close it
    }
    for (TrackedSocket socket : unused) {
      Handler by = socket.handler();
      if (by != null && by.get() == thread) {
        socket.lose();
      }
    }
  }

  private List<TrackedSocket> unusedOf(Thread opener) {
    String name = ThreadName.of(opener);
    List<TrackedSocket> sockets = new ArrayList<>();
    table.copyTo(sockets);
    sockets.removeIf(
        socket ->
            socket.kind() != SocketKind.CLIENT_SOCKET
                || socket.takeover() != null
                || !socket.threadName().equals(name));
    return sockets;
  }
}
