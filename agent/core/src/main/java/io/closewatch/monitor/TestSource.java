package io.closewatch.monitor;

import io.closewatch.tracker.TestOrigin;
import org.jspecify.annotations.Nullable;

/** Tells which test opened something. */
interface TestSource {

  /**
   * Null if it was none.
   *
   * @param nanos {@link System#nanoTime} of the open
   * @param threadName of the thread that opened it
   */
  @Nullable TestOrigin originOf(long nanos, String threadName);
}
