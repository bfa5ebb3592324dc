package io.closewatch.tracker;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tracked socket of a {@link Socket} that its library has just lost. That is rare: all
 * open sockets are looked at.
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

  /** Comes again once the socket is connected; code of the application is not called. */
  void lost(Socket socket) {
    if (socket.isConnected() && socket.getClass() == Socket.class) {
      lost(socket::getOutputStream);
    }
  }

  /**
   * A {@code Socket} does not tell its fd. But the first time that somebody asks for its streams, a
   * hook marks the tracked one as taken over by that thread: it is the one that {@code firstUse}
   * changes in that way.
   */
  void lost(Use firstUse) {
    Thread thread = Thread.currentThread();
    List<TrackedSocket> unused = new ArrayList<>();
    table.copyTo(unused);
    unused.removeIf(socket -> !isUnused(socket, thread));
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

  private static boolean isUnused(TrackedSocket socket, Thread opener) {
    return socket.kind() == SocketKind.CLIENT_SOCKET
        && socket.takeover() == null
        && socket.threadName().equals(ThreadName.of(opener));
  }
}
