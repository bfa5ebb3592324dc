package io.closewatch.diagnosis;

/**
 * How the number of sockets of one finding has gone since it was first seen: a pool that is full
 * reads differently from a leak that grows. Ages are those of a clock that never steps. Immutable.
 */
public final class Course {
  /** Where the number is going. */
  public enum Trend {
    /** Only one scan has seen the finding yet. */
    NEW,
    /** Higher than it ever was before the last while. */
    GROWING,
    /** The same for much longer than it took between earlier changes. */
    STABLE,
    /** It only falls. */
    SHRINKING,
    /** Up and down, without a new maximum. */
    VARYING
  }

  private final long firstSeenMillis;
  private final long ageMillis;
  private final Trend trend;
  private final String text;

  /**
   * @param firstSeenMillis wall clock of the first scan that saw the finding
   * @param ageMillis time since then
   * @param text the trend in words, with its figures; "" for a new finding
   */
  Course(long firstSeenMillis, long ageMillis, Trend trend, String text) {
    this.firstSeenMillis = firstSeenMillis;
    this.ageMillis = ageMillis;
    this.trend = trend;
    this.text = text;
  }

  /** Wall clock, as it was then. */
  public long firstSeenMillis() {
    return firstSeenMillis;
  }

  public long ageMillis() {
    return ageMillis;
  }

  public Trend trend() {
    return trend;
  }

  /** {@code first seen 3m 20s ago}; all there is to say of a finding that counts nothing. */
  public String firstSeen() {
    return trend == Trend.NEW
        ? "first seen in this scan"
        : "first seen " + Wording.duration(ageMillis) + " ago";
  }

  /**
   * {@code first seen 3m 20s ago, growing (+12 in the last minute)}, {@code first seen 6m ago,
   * stable at 12 for 5m}.
   */
  @Override
  public String toString() {
    return firstSeen() + (trend == Trend.NEW ? "" : ", " + text);
  }
}
