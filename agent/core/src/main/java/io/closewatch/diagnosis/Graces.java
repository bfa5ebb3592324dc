package io.closewatch.diagnosis;

/** How long a state must last before it counts as a finding, in milliseconds. Immutable. */
public final class Graces {
  private final long closeWaitMillis;
  private final long leaseMillis;
  private final long closingMillis;
  private final long deadMillis;
  private final long stuckMillis;
  private final long settledMillis;
  private final long halfClosedMillis;

  /** All in milliseconds. */
  public Graces(
      long closeWaitMillis,
      long leaseMillis,
      long closingMillis,
      long deadMillis,
      long stuckMillis) {
    this(
        closeWaitMillis,
        leaseMillis,
        closingMillis,
        deadMillis,
        stuckMillis,
        Long.MAX_VALUE,
        closeWaitMillis);
  }

  private Graces(
      long closeWaitMillis,
      long leaseMillis,
      long closingMillis,
      long deadMillis,
      long stuckMillis,
      long settledMillis,
      long halfClosedMillis) {
    this.settledMillis = settledMillis;
    this.halfClosedMillis = halfClosedMillis;
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
        closeWaitMillis,
        leaseMillis,
        closingMillis,
        deadMillis,
        stuckMillis,
        settled,
        halfClosedMillis);
  }

  /**
   * The same for what a test has left behind, when its own code is over.
   *
   * @param waitedMillis for how long somebody has waited for it to go
   */
  Graces atTestEnd(long waitedMillis) {
    // A peer may hang up a moment after the wait began.
    long half = Math.max(1, waitedMillis / 2);
    return new Graces(
        closeWaitMillis,
        Math.min(leaseMillis, half),
        Math.min(closingMillis, half),
        Math.min(deadMillis, half),
        stuckMillis,
        half,
        Math.min(halfClosedMillis, half));
  }

  /** True at the end of a JVM or of a test only: has been so while that was waited for. */
  public boolean hasSettled(long millis) {
    return millis >= settledMillis;
  }

  /** CLOSE_WAIT or FIN_WAIT2 for longer than this is a leak; option {@code closeWaitGrace}. */
  public long closeWaitMillis() {
    return closeWaitMillis;
  }

  /** The same for FIN_WAIT2; shorter at the end of a test. */
  long halfClosedMillis() {
    return halfClosedMillis;
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
