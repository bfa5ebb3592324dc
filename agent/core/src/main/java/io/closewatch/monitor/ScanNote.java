package io.closewatch.monitor;

import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the scans remember of one socket from one to the next. As few bytes as will do: every open
 * socket has one. Only touched under the scan lock.
 */
final class ScanNote {
  private final long inode;
  private boolean hasRow;
  private long sinceNanos;

  /** From {@link #sinceNanos} to the first scan that saw this rx_queue. */
  private int quietAfterMillis;

  private @Nullable TcpRow lastRow;
  private long unreachableSinceNanos;

  ScanNote(long inode, @Nullable TcpRow row, long nowNanos) {
    this.inode = inode;
    this.hasRow = row != null;
    this.sinceNanos = nowNanos;
    this.lastRow = row;
  }

  /** The inode that the fd had when it was first seen, or 0 if it could not be read. */
  long inode() {
    return inode;
  }

  /** Takes in what a scan saw; a row or its absence that lasts keeps its first time. */
  void seen(@Nullable TcpRow row, long nowNanos) {
    TcpRow before = hasRow ? lastRow : null;
    if (state(row) != state(before)) {
      sinceNanos = nowNanos;
      quietAfterMillis = 0;
    } else if (row != null && before != null && row.rxQueue() != before.rxQueue()) {
      quietAfterMillis =
          (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nowNanos - sinceNanos));
    }
    hasRow = row != null;
    if (row != null) {
      lastRow = row;
    }
  }

  private static @Nullable TcpState state(@Nullable TcpRow row) {
    return row == null ? null : row.state();
  }

  /** The first scan that saw the present state. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** The first scan that saw the present state and the present rx_queue. */
  long quietSinceNanos() {
    return sinceNanos + TimeUnit.MILLISECONDS.toNanos(quietAfterMillis);
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
