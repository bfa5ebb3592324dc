package io.closewatch.kernel;

/**
 * One row of {@code /proc/self/net/tcp} or {@code tcp6} (kernel: {@code net/ipv4/tcp_ipv4.c},
 * {@code get_tcp4_sock}). Immutable.
 */
public final class TcpRow {
  // Spread out instead of two Endpoints and three longs: tens of thousands of rows are held at
  // once.
  private final long localHigh;
  private final long localLow;
  private final long remoteHigh;
  private final long remoteLow;
  private final long inode;
  private final int txQueue;
  private final int rxQueue;
  private final char localPort;
  private final char remotePort;
  private final byte timer;
  private final TcpState state;

  /** A row; the queues are unsigned 32-bit numbers, as the kernel prints them. */
  public TcpRow(
      Endpoint local,
      Endpoint remote,
      TcpState state,
      long txQueue,
      long rxQueue,
      int timer,
      long inode) {
    this.localHigh = local.high();
    this.localLow = local.low();
    this.localPort = (char) local.port();
    this.remoteHigh = remote.high();
    this.remoteLow = remote.low();
    this.remotePort = (char) remote.port();
    this.state = state;
    this.txQueue = (int) txQueue;
    this.rxQueue = (int) rxQueue;
    this.timer = (byte) timer;
    this.inode = inode;
  }

  public Endpoint local() {
    return new Endpoint(localHigh, localLow, localPort);
  }

  public Endpoint remote() {
    return new Endpoint(remoteHigh, remoteLow, remotePort);
  }

  public TcpState state() {
    return state;
  }

  /** Bytes that the peer has not acknowledged. */
  public long txQueue() {
    return Integer.toUnsignedLong(txQueue);
  }

  /**
   * Bytes that nobody has read, a FIN counting as one; for LISTEN the connections that wait for
   * accept().
   */
  public long rxQueue() {
    return Integer.toUnsignedLong(rxQueue);
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
