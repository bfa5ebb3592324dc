package io.closewatch.tracker;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lease that has just timed out: what the hook can note without calling anybody. The scan makes a
 * {@link FailedLease} of it. Thread-safe.
 */
final class TimedOutLease {
  static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Within this time the same connections are out: in a storm of time-outs nobody counts twice. */
  private static final long SAME_HOLDERS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int MAX_HOLDERS = 1_000;

  private final long atNanos = System.nanoTime();
  private final Handler by;
  private volatile @Nullable Caller caller;

  /**
   * Not weakly: it is often made for the one request, and gone before the scan; but not so that it
   * could stand in anybody's way.
   */
  private volatile @Nullable SoftReference<Object> route;

  private volatile @Nullable List<Lease> holders;
  private volatile @Nullable FailedLease result;

  TimedOutLease(
      Caller caller,
      @Nullable Object route,
      Collection<Lease> leases,
      @Nullable TimedOutLease before) {
    this.caller = caller;
    this.by = caller.by();
    this.route = route == null ? null : new SoftReference<>(route);
    List<Lease> known =
        before == null || atNanos - before.atNanos > SAME_HOLDERS_NANOS ? null : before.holders;
    this.holders = known == null ? copy(leases) : known;
  }

  /** Only for the thread that scans. */
  FailedLease read() {
    FailedLease known = result;
    if (known != null) {
      return known;
    }
    Caller asked = caller;
    FailedLease fresh =
        new FailedLease(
            atNanos,
            asked == null ? TraceTable.OTHER_TRACE : asked.trace(),
            by.threadName(),
            text(route),
            histogram(holders));
    result = fresh;
    caller = null;
    route = null;
    holders = null;
    return fresh;
  }

  /**
   * By the names of its classes: every library has its own, and a failure to connect is another
   * matter than one to get a connection out of the pool.
   */
  static boolean isTimeout(Throwable failure) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      String name = type.getName();
      if (name.endsWith("ConnectTimeoutException") || name.endsWith("SocketTimeoutException")) {
        return false;
      }
      if (name.endsWith("TimeoutException")) {
        return true;
      }
    }
    return false;
  }

  private static List<Lease> copy(Collection<Lease> leases) {
    List<Lease> copy = new ArrayList<>();
    for (Lease lease : leases) {
      if (copy.size() == MAX_HOLDERS) {
        break;
      }
      copy.add(lease);
    }
    return copy;
  }

  private static Map<Trace, Integer> histogram(@Nullable List<Lease> holders) {
    Map<Trace, Integer> counts = new HashMap<>();
    if (holders != null) {
      for (Lease lease : holders) {
        if (!lease.isUnclaimed()) { // else nobody holds it, whoever asked
          counts.merge(lease.trace(), 1, Integer::sum);
        }
      }
    }
    List<Map.Entry<Trace, Integer>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    Map<Trace, Integer> mostFirst = new LinkedHashMap<>();
    for (Map.Entry<Trace, Integer> one : sorted) {
      mostFirst.put(one.getKey(), one.getValue());
    }
    return mostFirst;
  }

  private static String text(@Nullable SoftReference<Object> reference) {
    Object route = reference == null ? null : reference.get();
    if (route == null) {
      return "";
    }
    try {
      return Route.plain(route.toString());
    } catch (Throwable t) {
      return ""; // the application's own class, perhaps
    }
  }
}
