package io.closewatch.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last part of a series, as far as it rises steadily. A series is cut in thirds of time: a pool
 * that fills up rises in the first two and is flat in the last; a saw-tooth, a burst and its drain
 * are not above what was there before. Immutable.
 */
final class Rise {
  private static final int MIN_POINTS = 12;
  private static final int MIN_POINTS_OF_THIRD = 3;
  private static final int GRACES = 4;

  /** How much slower the last third may be: what slows down more than that levels off. */
  private static final double SLOWEST_END = 1.0 / 3;

  private final Series series;
  private final int from;
  private final int second;
  private final int third;
  private final SlopeEstimate slope;

  private Rise(Series series, int from, int second, int third, SlopeEstimate slope) {
    this.series = series;
    this.from = from;
    this.second = second;
    this.third = third;
    this.slope = slope;
  }

  /**
   * The steady rises up to now, longest first: of the whole series, of its last half, quarter and
   * so on, each of at least 12 points and four times the grace. The parts make that a leak which
   * begins late is seen soon; each must stand above all that was before it.
   */
  static List<Rise> of(Series series, long graceMillis) {
    List<Rise> rises = new ArrayList<>();
    if (series.size() < MIN_POINTS) {
      return rises;
    }
    long end = series.millis(series.size() - 1);
    for (long span = end - series.millis(0); span >= GRACES * graceMillis && span > 0; span /= 2) {
      int from = indexOf(series, end - span);
      if (series.size() - from < MIN_POINTS) {
        break;
      }
      Rise rise = steady(series, from);
      if (rise != null) {
        rises.add(rise);
      }
    }
    return rises;
  }

  private static @Nullable Rise steady(Series series, int from) {
    long start = series.millis(from);
    int size = series.size();
    long span = series.millis(size - 1) - start;
    int second = indexOf(series, start + span / 3);
    int third = indexOf(series, start + span * 2 / 3);
    if (second - from < MIN_POINTS_OF_THIRD
        || third - second < MIN_POINTS_OF_THIRD
        || size - third < MIN_POINTS_OF_THIRD
        // The thirds are compared first: slopes between all pairs cost more, and most lines are
        // flat.
        || median(series, third, size) <= max(series, second)
        || median(series, second, third) < median(series, from, second)) {
      return null;
    }
    SlopeEstimate slope = SlopeEstimate.of(series, from, size);
    SlopeEstimate end = SlopeEstimate.of(series, third, size);
    return slope.lowerQuartile() > 0 && end.perMilli() >= slope.perMilli() * SLOWEST_END
        ? new Rise(series, from, second, third, slope)
        : null;
  }

  /** Whether even the lowest point of the last third is above all of the first, and before. */
  boolean isAboveAllBefore() {
    long lowest = Long.MAX_VALUE;
    for (int i = third; i < series.size(); i++) {
      lowest = Math.min(lowest, series.value(i));
    }
    return lowest > max(series, second);
  }

  /** Units per millisecond. */
  double perMilli() {
    return slope.perMilli();
  }

  long net() {
    return series.value(series.size() - 1) - series.value(from);
  }

  long startMillis() {
    return series.millis(from);
  }

  long spanMillis() {
    return series.millis(series.size() - 1) - startMillis();
  }

  private static long max(Series series, int end) {
    long max = Long.MIN_VALUE;
    for (int i = 0; i < end; i++) {
      max = Math.max(max, series.value(i));
    }
    return max;
  }

  private static long median(Series series, int start, int end) {
    long[] values = new long[end - start];
    for (int i = start; i < end; i++) {
      values[i - start] = series.value(i);
    }
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** Index of the first point at or after a time. */
  static int indexOf(Series series, long millis) {
    int index = 0;
    while (index < series.size() && series.millis(index) < millis) {
      index++;
    }
    return index;
  }
}
