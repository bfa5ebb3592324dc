package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeakTotalsTest {
  private final LeakTotals<String> totals = new LeakTotals<>();

  @Test
  void countsWhatIsFoundAndNeverFalls() {
    assertThat(totals.update("a", 0, 0)).isZero();
    assertThat(totals.update("a", 2, 0)).isEqualTo(2);
    assertThat(totals.update("a", 5, 0)).isEqualTo(5);
    assertThat(totals.update("a", 1, 0)).isEqualTo(5);
    assertThat(totals.update("a", 0, 0)).isEqualTo(5);
    assertThat(totals.update("a", 3, 0)).isEqualTo(8);
    assertThat(totals.total("a")).isEqualTo(8);
  }

  @Test
  void countsASocketOnceThatIsFoundOpenAndThenCollected() {
    totals.update("a", 5, 0);

    assertThat(totals.update("a", 2, 3)).isEqualTo(5);
    assertThat(totals.update("a", 0, 5)).isEqualTo(5);
    assertThat(totals.update("a", 0, 6)).isEqualTo(6);
  }

  @Test
  void theFindingOfCollectedSocketsMayComeAndGo() {
    totals.update("a", 0, 4);
    totals.update("a", 0, 0);

    assertThat(totals.update("a", 0, 4)).isEqualTo(4);
    assertThat(totals.update("a", 0, 5)).isEqualTo(5);
  }

  @Test
  void placesCountForThemselves() {
    totals.update("a", 5, 0);

    assertThat(totals.update("b", 1, 0)).isEqualTo(1);
    assertThat(totals.total("a")).isEqualTo(5);
    assertThat(totals.total("c")).isZero();
  }
}
