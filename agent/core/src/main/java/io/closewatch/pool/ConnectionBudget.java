package io.closewatch.pool;

/** How many connections one scan may still look at. For one thread. */
final class ConnectionBudget {
  static final int ALL = 5_000;

  /** Idle ones must not use up what leased ones of later pools need. */
  private static final int IDLE = 4_000;

  private int left = ALL;
  private int idleLeft = IDLE;

  boolean spendOnLeased() {
    left--;
    return left >= 0;
  }

  boolean spendOnIdle() {
    idleLeft--;
    return idleLeft >= 0 && spendOnLeased();
  }
}
