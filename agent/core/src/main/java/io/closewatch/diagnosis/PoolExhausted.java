package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolLease.Fault;
import io.closewatch.tracker.FailedLease;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody waited in vain for a connection of an HTTP pool. A consequence: it holds no sockets of
 * its own.
 */
final class PoolExhausted {
  private static final long RECENT_MINUTES = 10;
  private static final int HOLDERS_SHOWN = 3;

  private static final String WHY_LEAK =
      "Connections that are never given back count as in use for ever. When they are as many as the "
          + "pool may have, for one route or in all, every further request waits, and fails or "
          + "hangs, although the server is well.";

  private static final String WHY_BUSY =
      "None of the connections looks forgotten: they are in use by requests that take their time. "
          + "Either the server is slow, or the pool is too small for the number of threads that use "
          + "it at once (the limit for one route is reached first, and it is low by default).";

  private static final String WHY_LOST =
      "The pool counts connections as in use that nobody has: the HTTP library lost them. Each of "
          + "them makes the pool smaller by one, for ever.";

  private final PoolSnapshot pool;
  private final List<FailedLease> failed;
  private final Map<Frame, Integer> forgotten;
  private final Map<Trace, Integer> holders;
  private final int lost;

  private PoolExhausted(
      PoolSnapshot pool,
      List<FailedLease> failed,
      Map<Frame, Integer> forgotten,
      Map<Trace, Integer> holders,
      int lost) {
    this.pool = pool;
    this.failed = failed;
    this.forgotten = forgotten;
    this.holders = holders;
    this.lost = lost;
  }

  /** One for each pool. */
  static List<Finding> findings(HttpPools pools, PoolLeases leases, Graces graces) {
    List<Finding> findings = new ArrayList<>();
    for (PoolSnapshot pool : pools.pools()) {
      List<FailedLease> failed = recent(pool);
      if (!pool.closed() && (!failed.isEmpty() || isStarved(pool, graces))) {
        findings.add(
            new PoolExhausted(
                    pool,
                    failed,
                    forgotten(pool, leases),
                    holders(pool, failed),
                    lost(pool, leases))
                .finding());
      }
    }
    return findings;
  }

  private static List<FailedLease> recent(PoolSnapshot pool) {
    List<FailedLease> recent = new ArrayList<>();
    for (FailedLease failed : pool.failures()) {
      if (pool.nowNanos() - failed.atNanos() <= TimeUnit.MINUTES.toNanos(RECENT_MINUTES)) {
        recent.add(failed);
      }
    }
    return recent;
  }

  /** Requests wait, and there is nothing to give them. */
  private static boolean isStarved(PoolSnapshot pool, Graces graces) {
    boolean full =
        (pool.max() > 0 && pool.leased() >= pool.max()) || !PoolText.fullRoutes(pool).isEmpty();
    return pool.pending() > 0 && pool.pendingMillis() > graces.leaseMillis() && full;
  }

  /** The lines whose leases were not given back, most first. */
  private static Map<Frame, Integer> forgotten(PoolSnapshot pool, PoolLeases leases) {
    Map<Frame, Integer> lines = new LinkedHashMap<>();
    for (PoolLease lease : leases.all()) {
      if (lease.pool() == pool && lease.fault() == Fault.NOT_RETURNED) {
        Frame line = lease.line();
        lines.merge(line == null ? UNKNOWN : line, 1, Integer::sum);
      }
    }
    return mostFirst(lines);
  }

  /** How many places the library itself has lost. */
  private static int lost(PoolSnapshot pool, PoolLeases leases) {
    int lost = 0;
    for (PoolLease lease : leases.all()) {
      lost += lease.pool() == pool && lease.fault() == Fault.LIBRARY ? 1 : 0;
    }
    return lost;
  }

  private static final Frame UNKNOWN = new Frame("", "", null, -1);

  /** Who had the connections when the last request gave up, or has them now; most first. */
  private static Map<Trace, Integer> holders(PoolSnapshot pool, List<FailedLease> failed) {
    if (!failed.isEmpty() && !last(failed).holders().isEmpty()) {
      return mostFirst(last(failed).holders());
    }
    Map<Trace, Integer> now = new LinkedHashMap<>();
    for (PoolConnection connection : pool.connections()) {
      Handling lease = connection.lease();
      if (connection.state() == PoolState.LEASED && lease != null && !connection.unclaimed()) {
        now.merge(lease.takenAt(), 1, Integer::sum);
      }
    }
    return mostFirst(now);
  }

  private static <K> Map<K, Integer> mostFirst(Map<K, Integer> counts) {
    List<Map.Entry<K, Integer>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    Map<K, Integer> sorted = new LinkedHashMap<>();
    entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private static FailedLease last(List<FailedLease> failed) {
    return failed.get(failed.size() - 1);
  }

  private Finding finding() {
    boolean leak = !forgotten.isEmpty();
    int count = failed.isEmpty() ? pool.pending() : failed.size();
    return new Finding(
            FindingKind.POOL_EXHAUSTED,
            leak ? Confidence.LIKELY : Confidence.SUSPECT,
            null,
            count,
            Collections.emptyList(),
            headline(count) + ": " + reason(),
            evidence(),
            leak ? WHY_LEAK : lost > 0 ? WHY_LOST : WHY_BUSY,
            remedy())
        .lookAt(leak ? leakLine() : IdleInPool.line(pool))
        .headline(headline(count))
        .stacks(stacks())
        .of(pool.name());
  }

  private String reason() {
    return !forgotten.isEmpty()
        ? "connections of it were leased and never given back."
        : lost > 0
            ? "all were in use, " + Wording.count(lost, "place") + " lost by the library itself."
            : "all were in use, none looks forgotten.";
  }

  private String remedy() {
    return !forgotten.isEmpty()
        ? PoolLimits.stopLeak(pool, leakLine())
        : lost > 0 ? PoolRemedies.libraryFault(pool.kind().generation()) : PoolLimits.raise(pool);
  }

  private String headline(int count) {
    return Wording.count(count, "request")
        + (failed.isEmpty()
            ? (count == 1 ? " waits" : " wait") + " for a connection of an HTTP pool"
            : " waited in vain for a connection of an HTTP pool");
  }

  /** Where most of the forgotten leases were made, or null if that is not known. */
  private @Nullable Frame leakLine() {
    for (Frame line : forgotten.keySet()) {
      if (!line.equals(UNKNOWN)) {
        return line;
      }
    }
    return null;
  }

  private List<String> evidence() {
    List<String> lines = new ArrayList<>();
    lines.add(PoolText.pool(pool));
    if (!failed.isEmpty()) {
      FailedLease last = last(failed);
      long ago = TimeUnit.NANOSECONDS.toMillis(pool.nowNanos() - last.atNanos());
      Frame asked = CallSites.of(last.trace());
      lines.add(
          "the last gave up "
              + Wording.duration(ago)
              + " ago"
              + (asked == null ? "" : ", asked at " + asked.location())
              + (last.route().isEmpty() ? "" : " for " + last.route())
              + "; since the agent came "
              + pool.timedOutTotal());
    }
    if (pool.pending() > 0 && pool.pendingMillis() > 0) {
      lines.add("requests have been waiting for " + Wording.duration(pool.pendingMillis()));
    }
    addHolders(lines);
    forgotten.forEach(
        (line, count) ->
            lines.add(
                Wording.count(count, "connection")
                    + " never given back"
                    + (line.equals(UNKNOWN) ? "" : ", leased at " + line.location())));
    if (lost > 0) {
      lines.add(Wording.count(lost, "place") + " lost by the library itself: LEASE_NOT_RETURNED");
    }
    return lines;
  }

  private void addHolders(List<String> lines) {
    Map<String, Integer> byLine = new LinkedHashMap<>();
    holders.forEach(
        (trace, count) -> {
          Frame line = CallSites.of(trace);
          byLine.merge(line == null ? "a stack not known" : line.location(), count, Integer::sum);
        });
    int shown = 0;
    for (Map.Entry<String, Integer> holder : mostFirst(byLine).entrySet()) {
      if (shown++ == HOLDERS_SHOWN) {
        lines.add("and others, held by " + Wording.count(byLine.size() - HOLDERS_SHOWN, "line"));
        return;
      }
      lines.add(
          Wording.count(holder.getValue(), "connection")
              + (failed.isEmpty() ? " held by " : " held then by ")
              + holder.getKey());
    }
  }

  private List<NamedStack> stacks() {
    List<NamedStack> stacks = new ArrayList<>();
    if (!failed.isEmpty()) {
      FailedLease last = last(failed);
      String thread = Handlers.name(last.threadName());
      stacks.add(new NamedStack("Asked in vain by thread " + thread, last.trace(), ""));
    }
    for (Map.Entry<Trace, Integer> holder : holders.entrySet()) {
      String others =
          holders.size() == 1 ? "" : "and " + Wording.count(holders.size() - 1, "other stack");
      String title = Wording.count(holder.getValue(), "connection") + " leased here";
      stacks.add(new NamedStack(title, holder.getKey(), others));
      break;
    }
    return stacks;
  }
}
