package io.closewatch.benchmarks;

import java.io.IOException;

/**
 * Calls an operation through a chosen number of frames. Bit {@code n} of the pattern selects which
 * of two methods makes the n-th call, counted from the operation, so that each pattern is a
 * distinct stack trace whose difference lies close to the operation.
 */
final class CallPath {
  private CallPath() {}

  static void call(int frames, long pattern, Operation operation) throws IOException {
    if (frames == 0) {
      operation.run();
    } else if ((pattern >>> Math.min(frames - 1, Long.SIZE - 1) & 1) == 0) {
      left(frames - 1, pattern, operation);
    } else {
      right(frames - 1, pattern, operation);
    }
  }

  private static void left(int frames, long pattern, Operation operation) throws IOException {
    call(frames, pattern, operation);
  }

  private static void right(int frames, long pattern, Operation operation) throws IOException {
    call(frames, pattern, operation);
  }
}
