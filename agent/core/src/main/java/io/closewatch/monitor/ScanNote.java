package io.closewatch.monitor;

import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import org.jspecify.annotations.Nullable;

/** What the scans remember of one socket from one to the next. Only touched under the scan lock. */
final class ScanNote {
  private final long inode;
  private @Nullable TcpState state;
  private long sinceNanos;
  private @Nullable TcpRow lastRow;
  private long unreachableSinceNanos;

  ScanNote(long inode, @Nullable TcpRow row, long nowNanos) {
    this.inode = inode;
    this.state = row == null ? null : row.state();
    this.sinceNanos = nowNanos;
    this.lastRow = row;
  }

  /** The inode that the fd had when it was first seen, or 0 if it could not be read. */
  long inode() {
    return inode;
  }

  /** Takes in what a scan saw; a row or its absence that lasts keeps its first time. */
  void seen(@Nullable TcpRow row, long nowNanos) {
    TcpState now = row == null ? null : row.state();
    if (now != state) {
      state = now;
      sinceNanos = nowNanos;
    }
    if (row != null) {
      lastRow = row;
    }
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /** How long the owner has been seen collected; 0 in the first scan that sees it. */
  long unreachableNanos(long nowNanos) {
    if (unreachableSinceNanos == 0) {
      unreachableSinceNanos = nowNanos;
    }
    return nowNanos - unreachableSinceNanos;
  }

  @Nullable TcpRow lastRow() {
    return lastRow;
  }
}
