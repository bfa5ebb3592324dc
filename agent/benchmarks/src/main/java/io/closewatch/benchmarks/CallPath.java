package io.closewatch.benchmarks;

import java.io.IOException;

/**
 * Calls an operation beneath a chosen number of frames. Each octal digit of the pattern selects the
 * line from which one frame calls the next, the last digit next to the operation: each pattern is a
 * distinct stack trace, and four frames tell thousands of them apart.
 */
final class CallPath {
  private static final int DIGIT_BITS = 3;

  private CallPath() {}

  static void call(int frames, long pattern, Operation operation) throws IOException {
    int below = frames - 1;
    if (below == 0) {
      operation.run();
      return;
    }
    switch (digit(pattern, below - 1)) {
      case 0:
        call(below, pattern, operation);
        break;
      case 1:
        call(below, pattern, operation);
        break;
      case 2:
        call(below, pattern, operation);
        break;
      case 3:
        call(below, pattern, operation);
        break;
      case 4:
        call(below, pattern, operation);
        break;
      case 5:
        call(below, pattern, operation);
        break;
      case 6:
        call(below, pattern, operation);
        break;
      default:
        call(below, pattern, operation);
        break;
    }
  }

  private static int digit(long pattern, int n) {
    int shift = n * DIGIT_BITS;
    return shift < Long.SIZE ? (int) (pattern >>> shift) & (1 << DIGIT_BITS) - 1 : 0;
  }
}
