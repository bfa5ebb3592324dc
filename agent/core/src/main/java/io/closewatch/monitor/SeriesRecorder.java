package io.closewatch.monitor;

import io.closewatch.diagnosis.Series;
import java.util.Arrays;

/**
 * A number over time in bounded space. The older a point is, the farther its neighbours may be: at
 * each addition to a full record that point goes whose gap is smallest beside its age. What is left
 * of a thinned place is its maximum, so that old peaks are not forgotten and no rise is made up.
 */
final class SeriesRecorder {
  static final int MAX_POINTS = 64;
  static final long MAX_AGE_MILLIS = 24 * 3_600_000L;

  private static final int FIRST_POINTS = 4;

  private long[] millis = new long[FIRST_POINTS];
  private long[] values = new long[FIRST_POINTS];
  private int size;

  /** Adds a point; times must not fall. */
  void add(long atMillis, long value) {
    while (size > 0 && atMillis - millis[0] > MAX_AGE_MILLIS) {
      remove(0);
    }
    if (size == MAX_POINTS) {
      thin(atMillis);
    } else if (size == millis.length) {
      millis = Arrays.copyOf(millis, Math.min(MAX_POINTS, size * 2));
      values = Arrays.copyOf(values, millis.length);
    }
    millis[size] = atMillis;
    values[size++] = value;
  }

  Series series() {
    return new Series(Arrays.copyOf(millis, size), Arrays.copyOf(values, size));
  }

  private void thin(long now) {
    int least = 1;
    double smallest = Double.MAX_VALUE;
    for (int i = 1; i < size - 1; i++) {
      double gap = (double) (millis[i + 1] - millis[i - 1]) / (now - millis[i] + 1);
      if (gap < smallest) {
        smallest = gap;
        least = i;
      }
    }
    values[least - 1] = Math.max(values[least - 1], values[least]);
    remove(least);
  }

  private void remove(int index) {
    int moved = size - index - 1;
    System.arraycopy(millis, index + 1, millis, index, moved);
    System.arraycopy(values, index + 1, values, index, moved);
    size--;
  }
}
