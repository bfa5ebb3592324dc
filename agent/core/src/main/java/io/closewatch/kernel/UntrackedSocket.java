package io.closewatch.kernel;

import org.jspecify.annotations.Nullable;

/** A socket fd of this process that no hook reported. Immutable. */
public final class UntrackedSocket {
  /** What the socket turned out to be. */
  public enum Protocol {
    /** It has a row in tcp or tcp6. */
    TCP,
    /** Listed in unix, udp, udp6, raw or netlink: not the business of this tool. */
    NOT_TCP,
    /**
     * In no table: a TCP socket without connection (never connected, or dead), or an exotic family.
     */
    NO_ROW
  }

  private final int fd;
  private final long inode;
  private final Protocol protocol;
  private final @Nullable TcpRow row;

  public UntrackedSocket(int fd, long inode, Protocol protocol, @Nullable TcpRow row) {
    this.fd = fd;
    this.inode = inode;
    this.protocol = protocol;
    this.row = row;
  }

  public int fd() {
    return fd;
  }

  public long inode() {
    return inode;
  }

  public Protocol protocol() {
    return protocol;
  }

  /** The row, for {@link Protocol#TCP} only. */
  public @Nullable TcpRow row() {
    return row;
  }
}
