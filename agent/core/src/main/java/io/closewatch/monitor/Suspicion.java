package io.closewatch.monitor;

import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.TrackedSocket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether a socket is worth a look at the thread that handles it; hardly any is. */
enum Suspicion {
  UNLIKELY,
  /** No connection behind it: whether and where it was taken over tells if there ever was one. */
  DEAD,
  /**
   * Unread or half closed for the first time: mostly on its way. Looked at all the same, because
   * how long a thread has stood still counts from the first look.
   */
  PASSING,
  /** Connected, and nothing has moved for so long that its thread may be stuck in read(). */
  QUIET,
  /** The thread that should read, close, select or accept decides what is wrong. */
  UNSERVED;

  static Suspicion of(
      TrackedSocket socket,
      Link link,
      @Nullable TcpRow row,
      ScanNote note,
      long nowNanos,
      Graces graces) {
    if (socket.isClosing()) {
      long closing = TimeUnit.NANOSECONDS.toMillis(nowNanos - socket.closingNanos());
      return closing > graces.closingMillis() / 2 ? UNSERVED : UNLIKELY;
    }
    if (row == null) {
      return link == Link.SAME_SOCKET && socket.kind().role() != SocketKind.Role.LISTENING
          ? DEAD
          : UNLIKELY;
    }
    long quiet = TimeUnit.NANOSECONDS.toMillis(nowNanos - note.quietSinceNanos());
    if (row.state() == TcpState.CLOSE_WAIT || row.rxQueue() > 0) {
      return quiet > 0 ? UNSERVED : PASSING;
    }
    return row.state() == TcpState.ESTABLISHED && quiet > graces.stuckMillis() ? QUIET : UNLIKELY;
  }
}
