package io.closewatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void medianOfAnOddNumberIsTheMiddleValue() {
    assertThat(samples(9, 1, 2).median()).isEqualTo(2);
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(samples(9, 1, 4, 2).median()).isEqualTo(3);
  }

  @Test
  void ratiosAreTakenWithinARoundAndNotBetweenMedians() {
    Samples withAgent = samples(110, 240, 30);
    Samples baselines = samples(100, 200, 10);

    Samples ratios = withAgent.dividedBy(baselines);

    assertThat(ratios.median()).isEqualTo(1.2);
    assertThat(ratios.min()).isEqualTo(1.1);
    assertThat(ratios.max()).isEqualTo(3);
  }

  @Test
  void meanWeighsEveryValue() {
    assertThat(samples(0, 0, 30).mean()).isEqualTo(10);
  }

  @Test
  void hasNoMedianWithoutValues() {
    assertThatThrownBy(() -> new Samples().median()).isInstanceOf(IllegalStateException.class);
  }

  private static Samples samples(double... values) {
    Samples samples = new Samples();
    for (double value : values) {
      samples.add(value);
    }
    return samples;
  }
}
