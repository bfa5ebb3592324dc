package io.closewatch.diagnosis;

import io.closewatch.kernel.FdUsage;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When the descriptors run out if their number goes on rising as it does. Immutable. */
public final class FdForecast {
  private static final long HORIZON_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** How far a forecast reaches, in lengths of the time that the rise was watched. */
  private static final int REACH = 20;

  private final Rise rise;
  private final long leftMillis;

  private FdForecast(Rise rise, long leftMillis) {
    this.rise = rise;
    this.leftMillis = leftMillis;
  }

  /** The forecast by the scans that a report remembers; null if there is none. */
  public static @Nullable FdForecast of(List<HistoryPoint> history, FdUsage fds, Graces graces) {
    long[] millis = new long[history.size()];
    long[] values = new long[history.size()];
    for (int i = 0; i < millis.length; i++) {
      HistoryPoint point = history.get(i);
      if (point.descriptors() < 0 || (i > 0 && point.atMillis() <= millis[i - 1])) {
        return null; // a gap, or somebody set the clock: no line can be drawn through that
      }
      millis[i] = point.atMillis();
      values[i] = point.descriptors();
    }
    return of(new Series(millis, values), fds, graces);
  }

  /** Null if the limit is far or not known, or nothing rises. */
  static @Nullable FdForecast of(Series descriptors, FdUsage fds, Graces graces) {
    if (!isLimited(fds)) {
      return null;
    }
    Rise rise =
        Rise.of(descriptors, graces.closeWaitMillis()).stream()
            .max(Comparator.comparingDouble(Rise::perMilli))
            .orElse(null);
    if (rise == null) {
      return null;
    }
    long left = (long) (Math.max(0, fds.softLimit() - fds.used()) / rise.perMilli());
    return left <= Math.min(HORIZON_MILLIS, REACH * rise.spanMillis())
        ? new FdForecast(rise, left)
        : null;
  }

  static boolean isLimited(FdUsage fds) {
    return fds.used() >= 0 && fds.softLimit() > 0 && fds.softLimit() != Long.MAX_VALUE;
  }

  /** Time until the limit is reached. */
  public long leftMillis() {
    return leftMillis;
  }

  /** Descriptors more per millisecond. */
  public double perMilli() {
    return rise.perMilli();
  }

  /** The rise that it rests on. */
  Rise rise() {
    return rise;
  }
}
