package io.closewatch.benchmarks;

/** How much is measured. */
final class Effort {
  private static final int SLICES = 12;
  private static final int QUICK_DIVISOR = 10;

  private final int rounds;
  private final boolean quick;

  Effort(int rounds, boolean quick) {
    this.rounds = rounds;
    this.quick = quick;
  }

  /** Rounds with fresh JVMs. */
  int rounds() {
    return rounds;
  }

  /** Timed slices within one round. */
  int slices() {
    return quick ? 3 : SLICES;
  }

  /** A number of operations or sockets, a tenth of it for a quick try. */
  int scaled(int count) {
    return quick ? Math.max(1, count / QUICK_DIVISOR) : count;
  }
}
