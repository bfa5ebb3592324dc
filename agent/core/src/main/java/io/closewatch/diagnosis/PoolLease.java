package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import org.jspecify.annotations.Nullable;

/** One connection that is out of its pool, and whether it will come back. Immutable. */
final class PoolLease {
  /** What is wrong with it. */
  enum Fault {
    /** Nothing, as far as it is known by now. */
    NONE,
    /** The code that leased it forgot it. */
    NOT_RETURNED,
    /** There is no connection any more, or nobody waits for it: the library should take it back. */
    LIBRARY
  }

  /** A connect may take longer than any lease: HttpClient 5 gives up after three minutes. */
  private static final int CONNECT_FACTOR = 4;

  private final PoolSnapshot pool;
  private final PoolConnection connection;
  private final LeaseThread thread;
  private final Fault fault;
  private final Confidence confidence;

  private PoolLease(
      PoolSnapshot pool,
      PoolConnection connection,
      LeaseThread thread,
      Fault fault,
      Confidence confidence) {
    this.pool = pool;
    this.connection = connection;
    this.thread = thread;
    this.fault = fault;
    this.confidence = confidence;
  }

  static PoolLease of(
      PoolSnapshot pool, PoolConnection connection, LeaseThread thread, Graces graces) {
    boolean forgottenAtExit = AtExit.isForgotten(connection, thread, graces);
    boolean young = ageMillis(connection) <= graces.leaseMillis() && !forgottenAtExit;
    if (pool.closed() || young || isEnding(connection)) {
      return new PoolLease(pool, connection, thread, Fault.NONE, Confidence.INFO);
    }
    if (connection.unclaimed()) {
      return new PoolLease(pool, connection, thread, Fault.LIBRARY, Confidence.SUSPECT);
    }
    if (!connection.open()) {
      boolean stays =
          thread.hasMovedOn()
              || (thread == LeaseThread.UNKNOWN
                  && ageMillis(connection) > CONNECT_FACTOR * graces.leaseMillis());
      return new PoolLease(
          pool, connection, thread, stays ? Fault.LIBRARY : Fault.NONE, Confidence.SUSPECT);
    }
    Confidence confidence =
        forgottenAtExit ? hungUp(thread) : forgotten(connection, thread, graces);
    return new PoolLease(
        pool,
        connection,
        thread,
        confidence == null ? Fault.NONE : Fault.NOT_RETURNED,
        confidence == null ? Confidence.INFO : confidence);
  }

  /** How sure it is that an open connection is forgotten; null if nothing says so. */
  private static @Nullable Confidence forgotten(
      PoolConnection connection, LeaseThread thread, Graces graces) {
    if (thread == LeaseThread.INSIDE) {
      return null;
    }
    TcpRow row = connection.row();
    if (row == null) {
      return isDead(connection, graces) ? Confidence.LIKELY : suspect(thread.hasMovedOn());
    }
    if (row.state() == TcpState.CLOSE_WAIT) {
      if (connection.quietMillis() > graces.closeWaitMillis()) {
        return hungUp(thread);
      }
      // Was a suspect, or more, while the peer was there: it must not vanish for the grace.
      return suspect(thread.hasMovedOn() || UnreadData.of(row) == UnreadData.BYTES);
    }
    if (connection.quietMillis() <= graces.leaseMillis()) {
      return null;
    }
    return row.rxQueue() > 0 ? Confidence.LIKELY : suspect(thread.hasMovedOn());
  }

  private static Confidence hungUp(LeaseThread thread) {
    return thread.isGone() ? Confidence.CERTAIN : Confidence.LIKELY;
  }

  private static @Nullable Confidence suspect(boolean yes) {
    return yes ? Confidence.SUSPECT : null;
  }

  /** Other rules tell of a socket that is being closed, or can never be. */
  private static boolean isEnding(PoolConnection connection) {
    SocketSnapshot socket = connection.socket();
    return socket != null && (socket.closingMillis() >= 0 || !socket.ownerReachable());
  }

  private static boolean isDead(PoolConnection connection, Graces graces) {
    SocketSnapshot socket = connection.socket();
    return socket != null
        && socket.link() == Link.SAME_SOCKET
        && socket.stateMillis() > graces.deadMillis();
  }

  /** Leased before the agent came: for at least as long as the scans have seen it. */
  private static long ageMillis(PoolConnection connection) {
    return connection.sinceMillis() < 0 ? connection.quietMillis() : connection.sinceMillis();
  }

  PoolSnapshot pool() {
    return pool;
  }

  PoolConnection connection() {
    return connection;
  }

  LeaseThread thread() {
    return thread;
  }

  Fault fault() {
    return fault;
  }

  Confidence confidence() {
    return confidence;
  }

  long ageMillis() {
    return ageMillis(connection);
  }

  /** The application's line that leased it, or null if it is not known. */
  @Nullable Frame line() {
    return Handlers.line(connection.lease());
  }

  /** The peer has hung up, and it is not known yet whether anybody cares. */
  boolean isUndecided() {
    TcpRow row = connection.row();
    return fault == Fault.NONE
        && !pool.closed()
        && !isEnding(connection)
        && row != null
        && row.state() == TcpState.CLOSE_WAIT;
  }
}
