package io.closewatch.diagnosis;

/** How long a state must last before it counts as a finding, in milliseconds. Immutable. */
public final class Graces {
  private final long closeWaitMillis;
  private final long closingMillis;
  private final long deadMillis;

  public Graces(long closeWaitMillis, long closingMillis, long deadMillis) {
    this.closeWaitMillis = closeWaitMillis;
    this.closingMillis = closingMillis;
    this.deadMillis = deadMillis;
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
}
