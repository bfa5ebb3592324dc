package io.closewatch.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers of several rounds. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The middle value; of an even number of values, the mean of the two in the middle. */
  double median() {
    if (values.isEmpty()) {
      throw new IllegalStateException("no samples");
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Each value divided by the one of the same round. */
  Samples dividedBy(Samples baselines) {
    Samples ratios = new Samples();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / baselines.values.get(i));
    }
    return ratios;
  }

  double min() {
    return Collections.min(values);
  }

  double max() {
    return Collections.max(values);
  }
}
