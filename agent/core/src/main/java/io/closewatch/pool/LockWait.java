package io.closewatch.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * How long one scan may still wait for the locks of pools: an application that holds one for ever
 * must not hold up the report. For one thread.
 */
final class LockWait {
  private static final long ONE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long ALL_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private long leftNanos = ALL_NANOS;

  /** Takes the lock if it can be had in time. */
  boolean take(Lock lock) {
    if (lock.tryLock()) {
      return true;
    }
    long before = System.nanoTime();
    try {
      return lock.tryLock(Math.min(ONE_NANOS, leftNanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Of a thread that asks for a report: the one it is meant for must still see it.
      Thread.currentThread().interrupt();
      return false;
    } finally {
      leftNanos = Math.max(0, leftNanos - (System.nanoTime() - before));
    }
  }
}
