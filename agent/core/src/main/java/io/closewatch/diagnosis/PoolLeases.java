package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections that are out of the pools of one snapshot, each judged. Made once per snapshot,
 * since what a thread has leased later tells that it is done with what it had before. Immutable.
 */
final class PoolLeases {
  /** The libraries' methods in which a caller waits until a connection is free. */
  private static final Set<String> LEASING =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "doGetConnection",
                  "getEntryBlocking",
                  "getPoolEntryBlocking",
                  "leaseConnection",
                  "acquireEndpoint")));

  private final List<PoolLease> leases = new ArrayList<>();
  private final IdentityHashMap<ThreadSnapshot, Map<List<Object>, Long>> youngest =
      new IdentityHashMap<>();

  private PoolLeases() {}

  static PoolLeases of(HttpPools pools, Graces graces) {
    PoolLeases leases = new PoolLeases();
    for (PoolSnapshot pool : pools.pools()) {
      pool.connections().forEach(leases::addThread);
    }
    for (PoolSnapshot pool : pools.pools()) {
      for (PoolConnection connection : pool.connections()) {
        if (connection.state() == PoolState.LEASED) {
          LeaseThread thread = leases.thread(pool, connection, graces);
          leases.leases.add(PoolLease.of(pool, connection, thread, graces));
        }
      }
    }
    return leases;
  }

  /** In the order of the pools, oldest first. */
  List<PoolLease> all() {
    return leases;
  }

  private void addThread(PoolConnection connection) {
    Handling lease = connection.lease();
    ThreadSnapshot thread = lease == null ? null : lease.thread();
    if (lease != null && thread != null && connection.sinceMillis() >= 0) {
      youngest
          .computeIfAbsent(thread, key -> new HashMap<>())
          .merge(call(lease), connection.sinceMillis(), Math::min);
    }
  }

  private LeaseThread thread(PoolSnapshot pool, PoolConnection connection, Graces graces) {
    Handling lease = connection.lease();
    if (lease == null || pool.async()) {
      return LeaseThread.UNKNOWN;
    }
    if (lease.threadEnded()) {
      return LeaseThread.ENDED;
    }
    ThreadSnapshot thread = lease.thread();
    if (lease.hasLeft() || connection.leaserLeft()) {
      return LeaseThread.LEFT;
    }
    Frame line = Handlers.line(lease);
    if (thread == null || line == null) {
      return LeaseThread.UNKNOWN;
    }
    if (isSuperseded(connection, lease, thread)) {
      return LeaseThread.AGAIN;
    }
    return isLeasing(thread, line) && (thread.frames().contains(line) || stands(thread, graces))
        ? LeaseThread.WAITING
        : LeaseThread.INSIDE;
  }

  /** The thread has leased again at the same line and depth since: it went round once more. */
  private boolean isSuperseded(PoolConnection connection, Handling lease, ThreadSnapshot thread) {
    Long latest = youngest.getOrDefault(thread, new HashMap<>()).get(call(lease));
    return latest != null && latest < connection.sinceMillis();
  }

  private static List<Object> call(Handling lease) {
    Trace taken = lease.takenAt();
    Object line = taken.siteIndex() < 0 ? taken : taken.frames().get(taken.siteIndex());
    return Arrays.asList(line, taken.frames().size() - taken.siteIndex());
  }

  /** Whether the thread waits for a connection, called from the method that leased before. */
  private static boolean isLeasing(ThreadSnapshot thread, Frame line) {
    for (Frame frame : thread.frames()) {
      if (LEASING.contains(frame.methodName())) {
        return true;
      }
      if (frame.methodName().equals(line.methodName())
          && frame.className().equals(line.className())) {
        return false;
      }
    }
    return false;
  }

  private static boolean stands(ThreadSnapshot thread, Graces graces) {
    return thread.stillMillis() > graces.leaseMillis();
  }
}
