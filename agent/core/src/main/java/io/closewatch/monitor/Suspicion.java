package io.closewatch.monitor;

import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.TrackedSocket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a socket is worth a look at the thread that handles it. In a healthy program hardly any
 * is: what a single scan finds unread or half closed is mostly on its way.
 */
enum Suspicion {
  UNLIKELY,
  /** No connection behind it: only the line that took it over matters. */
  DEAD,
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
      return link == Link.SAME_SOCKET && socket.kind().role() == SocketKind.Role.ACCEPTED
          ? DEAD
          : UNLIKELY;
    }
    long quiet = TimeUnit.NANOSECONDS.toMillis(nowNanos - note.quietSinceNanos());
    if (row.state() == TcpState.CLOSE_WAIT) {
      return quiet > 0 ? UNSERVED : UNLIKELY;
    }
    if (note.isUnreadTwice()) {
      return UNSERVED;
    }
    return row.state() == TcpState.ESTABLISHED && quiet > graces.stuckMillis() ? QUIET : UNLIKELY;
  }
}
