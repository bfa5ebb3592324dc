package io.closewatch.monitor;

import java.util.concurrent.TimeUnit;

/**
 * Keeps scanning below a hundredth of one core. Time not used is saved up to a limit, so that the
 * first scans, slow because nothing is compiled yet, do not stretch the interval. Counts the
 * thread's CPU time: on a machine that is busy with other things a scan takes long, but costs no
 * more. For one thread.
 */
final class ScanBudget {
  private static final int SHARE = 100;
  private static final long SAVED_AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long savedNanos = SAVED_AT_MOST_NANOS;
  private long accountedNanos;

  ScanBudget(long nowNanos) {
    this.accountedNanos = nowNanos;
  }

  /** How long the next scan has to wait, from the start of one that cost so much CPU time. */
  long pauseAfter(long startNanos, long cpuNanos) {
    long earned = (startNanos - accountedNanos) / SHARE;
    savedNanos = Math.min(SAVED_AT_MOST_NANOS, savedNanos + earned) - cpuNanos;
    accountedNanos = startNanos;
    return savedNanos >= 0 ? 0 : -savedNanos * SHARE;
  }
}
