package io.closewatch.kernel;

/**
 * One row of {@code /proc/self/net/tcp} or {@code tcp6} (kernel: {@code net/ipv4/tcp_ipv4.c},
 * {@code get_tcp4_sock}). Immutable.
 */
public final class TcpRow {
  private final Endpoint local;
  private final Endpoint remote;
  private final TcpState state;
  private final long txQueue;
  private final long rxQueue;
  private final int timer;
  private final long inode;

  public TcpRow(
      Endpoint local,
      Endpoint remote,
      TcpState state,
      long txQueue,
      long rxQueue,
      int timer,
      long inode) {
    this.local = local;
    this.remote = remote;
    this.state = state;
    this.txQueue = txQueue;
    this.rxQueue = rxQueue;
    this.timer = timer;
    this.inode = inode;
  }

  public Endpoint local() {
    return local;
  }

  public Endpoint remote() {
    return remote;
  }

  public TcpState state() {
    return state;
  }

  /** Bytes that the peer has not acknowledged. */
  public long txQueue() {
    return txQueue;
  }

  /**
   * Bytes that nobody has read, a FIN counting as one; for LISTEN the connections that wait for
   * accept().
   */
  public long rxQueue() {
    return rxQueue;
  }

  /**
   * The timer that is pending: 0 none, 1 retransmit, 2 keep-alive, 3 TIME_WAIT, 4 zero-window
   * probe.
   */
  public int timer() {
    return timer;
  }

  /**
   * 0 for rows that belong to no fd: TIME_WAIT, orphans after close, connections not yet accepted.
   */
  public long inode() {
    return inode;
  }
}
