package io.closewatch.diagnosis;

/** How long a state must last before it counts as a finding, in milliseconds. Immutable. */
public final class Graces {
  private final long closeWaitMillis;
  private final long leaseMillis;
  private final long closingMillis;
  private final long deadMillis;
  private final long stuckMillis;
  private final long settledMillis;

  /** All in milliseconds. */
  public Graces(
      long closeWaitMillis,
      long leaseMillis,
      long closingMillis,
      long deadMillis,
      long stuckMillis) {
    this(closeWaitMillis, leaseMillis, closingMillis, deadMillis, stuckMillis, Long.MAX_VALUE);
  }

  private Graces(
      long closeWaitMillis,
      long leaseMillis,
      long closingMillis,
      long deadMillis,
      long stuckMillis,
      long settledMillis) {
    this.settledMillis = settledMillis;
    this.leaseMillis = leaseMillis;
    this.closeWaitMillis = closeWaitMillis;
    this.closingMillis = closingMillis;
    this.deadMillis = deadMillis;
    this.stuckMillis = stuckMillis;
  }

  /**
   * The same for the last snapshot of a JVM.
   *
   * @param waitedMillis for how long the exit has waited for sockets to settle
   */
  public Graces atExit(long waitedMillis) {
    // Both ends of the wait were rounded.
    long settled = Math.max(1, waitedMillis - 1);
    return new Graces(
        closeWaitMillis, leaseMillis, closingMillis, deadMillis, stuckMillis, settled);
  }

  /** True at the exit of a JVM only: has been so since before the exit waited. */
  public boolean hasSettled(long millis) {
    return millis >= settledMillis;
  }

  /** CLOSE_WAIT or FIN_WAIT2 for longer than this is a leak; option {@code closeWaitGrace}. */
  public long closeWaitMillis() {
    return closeWaitMillis;
  }

  /**
   * A lease of an HTTP pool that is older than this may be forgotten; option {@code leaseGrace}.
   */
  public long leaseMillis() {
    return leaseMillis;
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
