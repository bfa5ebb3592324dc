package io.closewatch.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The tracked fds to ask the kernel about, and the answers, index by index. Filled by one {@link
 * KernelReader#read} on one thread; arrays instead of objects because a scan asks about tens of
 * thousands of fds.
 */
public final class FdQuery {
  /** The fd is open but is no socket any more. */
  public static final long NOT_A_SOCKET = 0;

  /** The fd is not open. */
  public static final long NOT_OPEN = -1;

  /** The link could not be read. */
  public static final long UNKNOWN = -2;

  private final int[] fds;
  private final long[] inodes;
  private final @Nullable TcpRow[] rows;

  /**
   * @param fds the tracked fds, each once
   * @param knownInodes for each fd the socket inode that an earlier read found, or 0; a fd whose
   *     known inode still has a row needs no readlink
   */
  public FdQuery(int[] fds, long[] knownInodes) {
    this.fds = fds;
    this.inodes = knownInodes.clone();
    this.rows = new TcpRow[fds.length];
  }

  public int size() {
    return fds.length;
  }

  public int fd(int index) {
    return fds[index];
  }

  /** The socket inode ({@code > 0}) or one of the constants of this class. */
  public long inode(int index) {
    return inodes[index];
  }

  /** The row with that inode, or null: never connected, reset, or both directions shut. */
  public @Nullable TcpRow row(int index) {
    return rows[index];
  }

  void answer(int index, long inode, @Nullable TcpRow row) {
    inodes[index] = inode;
    rows[index] = row;
  }
}
