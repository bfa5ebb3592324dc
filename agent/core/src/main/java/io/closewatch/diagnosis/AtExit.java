package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.SocketKind.Family;
import io.closewatch.tracker.Trace;
import java.util.List;

/**
 * What can be judged at the end of a JVM although its grace is not over, since nobody is left who
 * could close it: a peer that has hung up does not come back. Nothing holds here before the end,
 * when {@link Graces#hasSettled} is never true.
 */
final class AtExit {
  /** Clients and servers that the JDK brings: they keep idle connections, or have threads. */
  private static final String[] JDK_LIBRARIES = {
    "sun.net.", "jdk.internal.net.http.", "com.sun.", "sun.rmi.", "java.rmi.", "javax.naming."
  };

  static final String EVIDENCE =
      "judged at the end of the JVM, before the grace was over: nobody touched it while the exit "
          + "waited for sockets to settle";

  /** In CLOSE_WAIT, and nobody is known who may still close it. Pools are not asked. */
  static boolean isForgotten(SocketSnapshot socket, Graces graces) {
    return graces.hasSettled(socket.quietMillis())
        && isTelling(socket)
        && socket.closingMillis() < 0
        && socket.ownerReachable()
        && !mayBeAtWork(socket);
  }

  /** Leased from an HTTP pool, the server has hung up, and the thread has gone on. */
  static boolean isForgotten(PoolConnection connection, LeaseThread thread, Graces graces) {
    TcpRow row = connection.row();
    return row != null
        && row.state() == TcpState.CLOSE_WAIT
        && connection.open()
        && graces.hasSettled(connection.quietMillis())
        && (thread.isGone() || thread == LeaseThread.AGAIN);
  }

  /**
   * In CLOSE_WAIT in a way that an idle connection of a healthy client or server is not: the
   * application itself opened it, or its end was read although a library opened it. The JDK's own
   * URLConnection reads the end of what it keeps for the next request, so that tells nothing there.
   */
  static boolean isTelling(SocketSnapshot socket) {
    TcpRow row = socket.row();
    return row != null
        && row.state() == TcpState.CLOSE_WAIT
        && !isOpenedByJdk(socket.trace())
        && (endWasRead(row) || isOpenedByApplication(socket.trace()));
  }

  private static boolean endWasRead(TcpRow row) {
    return row.rxQueue() == 0 && row.txQueue() == 0;
  }

  /** A thread in the code that has the socket may close it at the end of that code. */
  private static boolean mayBeAtWork(SocketSnapshot socket) {
    Handling handling = socket.handling();
    TcpRow row = socket.row();
    boolean read = row != null && endWasRead(row);
    if (handling == null) {
      // Nobody ever asked for the streams; who reads a channel is not known.
      return socket.site().kind().family() != Family.SOCKET && !read;
    }
    SelectorSnapshot selector = handling.selector();
    return selector == null ? !handling.hasLeft() : selector.isRegistered() && !read;
  }

  private static boolean isOpenedByApplication(Trace trace) {
    return trace.siteIndex() >= 0
        && before(trace).stream().noneMatch(frame -> FrameOrigin.isLibrary(frame.className()));
  }

  private static boolean isOpenedByJdk(Trace trace) {
    return before(trace).stream().anyMatch(frame -> isJdkLibrary(frame.className()));
  }

  /** What the call site has called, or all frames if there is none. */
  private static List<Frame> before(Trace trace) {
    int end = trace.siteIndex() < 0 ? trace.frames().size() : trace.siteIndex();
    return trace.frames().subList(0, end);
  }

  private static boolean isJdkLibrary(String className) {
    for (String prefix : JDK_LIBRARIES) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private AtExit() {}
}
