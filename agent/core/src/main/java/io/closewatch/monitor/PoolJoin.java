package io.closewatch.monitor;

import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.pool.ConnectionReading;
import io.closewatch.pool.PoolReading;
import io.closewatch.tracker.Lease;
import io.closewatch.tracker.PoolTracker;
import io.closewatch.tracker.TrackedPool;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Joins the pools of one scan with its sockets and with what hooks and earlier scans saw. */
final class PoolJoin {
  private final PoolTracker tracker;
  private final PoolNames names;
  private final HandlingReader handlings;
  private final TestSource tests;
  private final long leaseGraceNanos;
  private final long nowNanos;

  PoolJoin(
      PoolTracker tracker,
      PoolNames names,
      HandlingReader handlings,
      TestSource tests,
      long leaseGraceMillis,
      long nowNanos) {
    this.tracker = tracker;
    this.names = names;
    this.handlings = handlings;
    this.tests = tests;
    this.leaseGraceNanos = TimeUnit.MILLISECONDS.toNanos(leaseGraceMillis);
    this.nowNanos = nowNanos;
  }

  HttpPools join(List<PoolReading> readings, SocketIndex sockets) {
    List<PoolSnapshot> pools = new ArrayList<>(readings.size());
    Set<String> problems = new LinkedHashSet<>();
    int leftOut = 0;
    for (PoolReading reading : readings) {
      pools.add(snapshot(reading, sockets));
      leftOut += reading.leftOut();
      if (!reading.problem().isEmpty()) {
        problems.add(reading.problem());
      }
    }
    if (leftOut > 0) {
      problems.add(leftOut + " connections of HTTP pools were not looked at: there are too many");
    }
    if (tracker.untracked() > 0) {
      problems.add(
          tracker.untracked() + " HTTP pools and leases were not followed: there are too many");
    }
    return HttpPools.of()
        .pools(pools)
        .sites(tracker.sites())
        .problems(new ArrayList<>(problems))
        .build();
  }

  private PoolSnapshot snapshot(PoolReading reading, SocketIndex sockets) {
    TrackedPool pool = reading.pool();
    PoolNote note = noteOf(pool);
    note.begin();
    List<PoolConnection> connections = new ArrayList<>(reading.connections().size());
    for (ConnectionReading connection : reading.connections()) {
      connections.add(join(connection, sockets, note));
    }
    return PoolSnapshot.of(note.name(), pool.kind())
        .library(reading.library())
        .async(reading.async())
        .createdAt(pool.createdAt())
        .usedAt(pool.usedAt())
        .ageMillis(since(pool.createdNanos()))
        .unusedMillis(since(pool.usedNanos()))
        .closed(reading.closed())
        .leased(reading.leased())
        .available(reading.available())
        .pending(reading.pending())
        .max(reading.max())
        .maxPerRoute(reading.maxPerRoute())
        .pendingMillis(millis(note.pendingNanos(reading.pending(), nowNanos)))
        .routes(reading.routes())
        .connections(connections)
        .evictedMillis(since(pool.evictedNanos()))
        .leasedTotal(pool.leased())
        .timedOutTotal(pool.timedOut())
        .leasedTwice(pool.leasedTwice())
        .lostToGc(pool.lostToGc())
        .failures(pool.failures())
        .nowNanos(nowNanos)
        .lockBusy(reading.lockBusy())
        .problem(reading.problem())
        .build();
  }

  private PoolNote noteOf(TrackedPool pool) {
    PoolNote note = (PoolNote) pool.note();
    if (note == null) {
      note = new PoolNote(names.next(pool));
      pool.note(note);
    }
    return note;
  }

  private PoolConnection join(ConnectionReading reading, SocketIndex sockets, PoolNote note) {
    FourTuple ends = FourTuple.of(reading.local(), reading.remote());
    SocketSnapshot socket = ends == null ? null : sockets.socket(ends);
    TcpRow row = socket != null ? socket.row() : ends == null ? null : sockets.untrackedRow(ends);
    Lease lease = reading.lease();
    boolean left = lease != null && note.hasLeft(lease);
    Handling by = lease == null ? null : handling(lease, note);
    long sinceNanos = lease == null ? -1 : sinceNanos(lease);
    long sinceMillis =
        reading.state() == PoolState.IDLE
            ? reading.idleMillis()
            : lease == null ? -1 : millis(sinceNanos);
    return PoolConnection.of(reading.state())
        .route(reading.route())
        .open(reading.open())
        .local(reading.local())
        .remote(reading.remote())
        .socket(socket)
        .row(row)
        .sinceMillis(sinceMillis)
        .quietMillis(quietMillis(reading, ends, socket, row, sinceMillis, note))
        .keptMillis(reading.keptMillis())
        .lease(by)
        .leaserLeft(left)
        .unclaimed(lease != null && lease.isUnclaimed())
        .leasedIn(
            lease == null ? null : tests.originOf(lease.sinceNanos(), lease.by().threadName()))
        .build();
  }

  private Handling handling(Lease lease, PoolNote note) {
    Handling handling = handlings.ofLease(lease, nowNanos - lease.sinceNanos() > leaseGraceNanos);
    if (handling.hasLeft()) {
      note.left(lease);
    }
    return handling;
  }

  /**
   * To be asked after the thread was looked at. That is a while after the pool was read: a thread
   * that has given the connection back since then is elsewhere, and has forgotten nothing.
   */
  private long sinceNanos(Lease lease) {
    return lease.isOver() ? 0 : Math.max(0, nowNanos - lease.sinceNanos());
  }

  /** A connection that came back and went out again is quiet for no longer than it is out. */
  private long quietMillis(
      ConnectionReading reading,
      @Nullable FourTuple ends,
      @Nullable SocketSnapshot socket,
      @Nullable TcpRow row,
      long sinceMillis,
      PoolNote note) {
    long quiet = socket != null ? socket.quietMillis() : millis(noted(reading, ends, row, note));
    return sinceMillis < 0 ? quiet : Math.min(quiet, sinceMillis);
  }

  private long noted(
      ConnectionReading reading, @Nullable FourTuple ends, @Nullable TcpRow row, PoolNote note) {
    Object key = reading.lease() == null ? ends : reading.lease();
    if (key == null) {
      return 0;
    }
    String looks =
        reading.state()
            + (reading.open() ? " open " : " closed ")
            + (row == null ? "" : row.state() + " " + row.rxQueue());
    return note.quietNanos(key, looks, nowNanos);
  }

  private long since(long thenNanos) {
    return thenNanos == TrackedPool.NEVER ? -1 : millis(nowNanos - thenNanos);
  }

  private static long millis(long nanos) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
