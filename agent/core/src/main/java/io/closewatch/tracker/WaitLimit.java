package io.closewatch.tracker;

import java.util.concurrent.TimeUnit;

/**
 * Reads {@code TimeValue} of HttpCore 5 in whatever copy. It is an immutable value; still it is
 * asked only when a request was cancelled, to tell whether its time was up.
 */
final class WaitLimit {
  /** Of a wait that ends a little early by another clock. */
  private static final long TOLERANCE_MILLIS = 2;

  /** The time in nanoseconds, or -1 if it cannot be read; zero and less stand for "for ever". */
  static long nanos(Object timeValue) {
    try {
      Object millis = timeValue.getClass().getMethod("toMilliseconds").invoke(timeValue);
      if (!(millis instanceof Long)) {
        return -1;
      }
      long value = (Long) millis;
      return value <= 0
          ? Long.MAX_VALUE
          : TimeUnit.MILLISECONDS.toNanos(Math.max(0, value - TOLERANCE_MILLIS));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return -1;
    }
  }

  private WaitLimit() {}
}
