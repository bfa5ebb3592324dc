package io.closewatch.benchmarks;

import java.io.IOException;

/**
 * Calls an operation beneath a chosen number of frames. Bit {@code n} of the pattern selects which
 * of two methods stands n frames above the operation, so each pattern is a distinct stack trace
 * whose difference lies close to the operation.
 */
final class CallPath {
  private CallPath() {}

  static void call(int frames, long pattern, Operation operation) throws IOException {
    if (bit(pattern, frames - 1)) {
      right(frames - 1, pattern, operation);
    } else {
      left(frames - 1, pattern, operation);
    }
  }

  private static void left(int remaining, long pattern, Operation operation) throws IOException {
    if (remaining == 0) {
      operation.run();
    } else if (bit(pattern, remaining - 1)) {
      right(remaining - 1, pattern, operation);
    } else {
      left(remaining - 1, pattern, operation);
    }
  }

  /** The same as the other: what differs is the name in the trace. */
  private static void right(int remaining, long pattern, Operation operation) throws IOException {
    if (remaining == 0) {
      operation.run();
    } else if (bit(pattern, remaining - 1)) {
      right(remaining - 1, pattern, operation);
    } else {
      left(remaining - 1, pattern, operation);
    }
  }

  private static boolean bit(long pattern, int n) {
    return n < Long.SIZE && (pattern >>> n & 1) == 1;
  }
}
