package io.closewatch.diagnosis;

import java.util.Arrays;

/**
 * The slopes between all pairs of points of a series (Theil-Sen): their median is the estimate that
 * single bursts do not move. Immutable.
 */
final class SlopeEstimate {
  private final double[] slopes;

  private SlopeEstimate(double[] slopes) {
    this.slopes = slopes;
  }

  /** Over the points {@code from} (inclusive) to {@code to}; at least two. */
  static SlopeEstimate of(Series series, int from, int to) {
    int n = to - from;
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        long millis = series.millis(j) - series.millis(i);
        if (millis > 0) {
          slopes[count++] = (double) (series.value(j) - series.value(i)) / millis;
        }
      }
    }
    double[] used = Arrays.copyOf(slopes, count);
    Arrays.sort(used);
    return new SlopeEstimate(used);
  }

  /** The median, in units per millisecond; 0 if no time has passed. */
  double perMilli() {
    return quantile(2);
  }

  /** The slope that three of four pairs exceed: above 0 only where the rise has no long breaks. */
  double lowerQuartile() {
    return quantile(4);
  }

  private double quantile(int part) {
    return slopes.length == 0 ? 0 : slopes[slopes.length / part];
  }
}
