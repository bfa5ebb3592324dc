package io.closewatch.diagnosis;

/** How a number went over the last scans: times and values, oldest first. Immutable. */
public final class Series {
  public static final Series EMPTY = new Series(new long[0], new long[0]);

  private final long[] millis;
  private final long[] values;

  /**
   * @param millis times of a clock that never steps, in milliseconds, rising
   * @param values as many
   */
  public Series(long[] millis, long[] values) {
    if (millis.length != values.length) {
      throw new IllegalArgumentException(millis.length + " times, " + values.length + " values");
    }
    this.millis = millis.clone();
    this.values = values.clone();
  }

  public int size() {
    return values.length;
  }

  public long millis(int index) {
    return millis[index];
  }

  public long value(int index) {
    return values[index];
  }
}
