package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScanBudgetTest {
  private static final long MS = 1_000_000;

  @Test
  void letsTheFirstScansRunAtTheInterval() {
    ScanBudget budget = new ScanBudget(0);

    assertThat(budget.pauseAfter(0, 400 * MS)).isZero();
    assertThat(budget.pauseAfter(500 * MS, 400 * MS)).isZero();
  }

  @Test
  void stretchesThePauseUntilScanningIsAHundredthAgain() {
    ScanBudget budget = new ScanBudget(0);
    long now = 0;
    long cpu = 0;
    for (int scan = 0; scan < 200; scan++) {
      cpu += 100 * MS;
      now += Math.max(500 * MS, budget.pauseAfter(now, 100 * MS));
    }

    assertThat(cpu * 100).isLessThanOrEqualTo(now + 1000 * MS * 100);
    assertThat(now).isLessThan(cpu * 100);
  }

  @Test
  void doesNotStretchWhatIsCheap() {
    ScanBudget budget = new ScanBudget(0);
    long longest = 0;
    for (long now = 0; now < 10_000_000 * MS; now += 10_000 * MS) {
      longest = Math.max(longest, budget.pauseAfter(now, 50 * MS));
    }

    assertThat(longest).isZero();
  }
}
