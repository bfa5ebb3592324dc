package io.closewatch.diagnosis;

/** How long a state must last before it counts as a finding, in milliseconds. Immutable. */
public final class Graces {
  private final long closeWaitMillis;
  private final long closingMillis;
  private final long deadMillis;
  private final long stuckMillis;

  public Graces(long closeWaitMillis, long closingMillis, long deadMillis, long stuckMillis) {
    this.closeWaitMillis = closeWaitMillis;
    this.closingMillis = closingMillis;
    this.deadMillis = deadMillis;
    this.stuckMillis = stuckMillis;
  }

  /** CLOSE_WAIT or FIN_WAIT2 for longer than this is a leak; option {@code closeWaitGrace}. */
  public long closeWaitMillis() {
    return closeWaitMillis;
  }

  /** close() called longer ago than this and the fd still held; option {@code closingGrace}. */
  public long closingMillis() {
    return closingMillis;
  }

  /** An open fd without a connection for longer than this is a leak; option {@code deadGrace}. */
  public long deadMillis() {
    return deadMillis;
  }

  /** A thread in read() for longer than this may be stuck; option {@code stuckGrace}. */
  public long stuckMillis() {
    return stuckMillis;
  }
}
