package io.closewatch.monitor;

import java.util.concurrent.TimeUnit;

/**
 * Keeps scanning below a hundredth of one core. Time not used is saved up to a limit, so that the
 * first scans, slow because nothing is compiled yet, do not stretch the interval. For one thread.
 */
final class ScanBudget {
  private static final int SHARE = 100;
  private static final long SAVED_AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long savedNanos = SAVED_AT_MOST_NANOS;
  private long accountedNanos;

  ScanBudget(long nowNanos) {
    this.accountedNanos = nowNanos;
  }

  /**
   * How long from its start on the next scan has to wait after one that took from {@code start} to
   * {@code end}.
   */
  long pauseAfter(long startNanos, long endNanos) {
    long earned = (startNanos - accountedNanos) / SHARE;
    savedNanos = Math.min(SAVED_AT_MOST_NANOS, savedNanos + earned) - (endNanos - startNanos);
    accountedNanos = startNanos;
    return savedNanos >= 0 ? 0 : -savedNanos * SHARE;
  }
}
