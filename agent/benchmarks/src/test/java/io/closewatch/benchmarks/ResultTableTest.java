package io.closewatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void alignsNumbersToTheRightAndLetsASkipReasonSpanThem() {
    Comparison churn = new Comparison("churn", "ns/op", "17.0.15", "closewatch-agent");
    churn.addRound(40_000, 44_000);
    churn.addRound(40_000, 42_000, 1.06);
    churn.addRound(50_000, 60_000);
    Comparison heap = new Comparison("heap-per-socket", "B/socket", "25", "none");
    heap.addRound(12.34, 12.24);
    Comparison scan = new Comparison("scan-time", "ms", "25", "none");
    scan.skip("this agent has no scan");
    Comparison nothing = new Comparison("start-up", "ms", "25", "none");

    assertThat(ResultTable.format(Arrays.asList(churn, heap, scan, nothing)))
        .isEqualTo(
            """
            measure          unit      JDK      agent             baseline   with  added  ratio    [min-max]
            churn            ns/op     17.0.15  closewatch-agent     40000  44000   4000   1.10  [1.06-1.20]
            heap-per-socket  B/socket  25       none                  12.3   12.2   -0.1   0.99  [0.99-0.99]
            scan-time        ms        25       none              skipped: this agent has no scan
            start-up         ms        25       none              skipped: not measured
            """);
  }

  @Test
  void writesPointsWhateverTheLocale() {
    Comparison comparison = new Comparison("churn", "ns/op", "17", "a");
    comparison.addRound(10, 15);
    String inRoot = ResultTable.format(Arrays.asList(comparison));

    Locale.setDefault(Locale.GERMANY);

    assertThat(ResultTable.format(Arrays.asList(comparison))).isEqualTo(inRoot).contains("1.50");
  }
}
