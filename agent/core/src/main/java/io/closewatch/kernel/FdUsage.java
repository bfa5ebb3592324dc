package io.closewatch.kernel;

/**
 * Descriptors of this process by type, beside its limits ({@code /proc/self/limits}, "Max open
 * files"). Immutable.
 */
public final class FdUsage {
  /** Nothing could be read. */
  public static final FdUsage UNKNOWN = new FdUsage(-1, -1, -1, -1, -1, -1);

  private final int used;
  private final int sockets;
  private final int files;
  private final int other;
  private final long softLimit;
  private final long hardLimit;

  /** Each number is -1 where it could not be read; "unlimited" is {@code Long.MAX_VALUE}. */
  public FdUsage(int used, int sockets, int files, int other, long softLimit, long hardLimit) {
    this.used = used;
    this.sockets = sockets;
    this.files = files;
    this.other = other;
    this.softLimit = softLimit;
    this.hardLimit = hardLimit;
  }

  public int used() {
    return used;
  }

  public int sockets() {
    return sockets;
  }

  public int files() {
    return files;
  }

  /** Pipes, epoll, eventfd, anonymous inodes. */
  public int other() {
    return other;
  }

  public long softLimit() {
    return softLimit;
  }

  public long hardLimit() {
    return hardLimit;
  }
}
