package io.closewatch.monitor;

import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.diagnosis.SocketTests;
import io.closewatch.kernel.FdQuery;
import io.closewatch.kernel.KernelReader;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.pool.PoolReading;
import io.closewatch.tracker.SiteTable;
import io.closewatch.tracker.SocketTracker;
import io.closewatch.tracker.TestOrigin;
import io.closewatch.tracker.TestRun;
import io.closewatch.tracker.TestTimeline;
import io.closewatch.tracker.TrackedSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Joins the tracker's table with the kernel's. Order: copy the table, ask the kernel, then keep an
 * answer only if the socket still holds its fd. One thread at a time.
 */
final class Scanner {
  private final SocketTracker tracker;
  private final KernelReader kernel;
  private final Graces graces;
  private final ThreadStacks stacks = new ThreadStacks();
  private final UntrackedSockets untracked;
  private final PoolNames poolNames = new PoolNames();

  Scanner(SocketTracker tracker, KernelReader kernel, Graces graces) {
    this.tracker = tracker;
    this.kernel = kernel;
    this.graces = graces;
    this.untracked = new UntrackedSockets(tracker);
  }

  /** Without HTTP pools. */
  Snapshot scan() {
    return scan(Collections.emptyList());
  }

  /** Joins these pools as well; reading them takes their locks, so it is done before. */
  Snapshot scan(List<PoolReading> pools) {
    return scan(pools, graces.leaseMillis());
  }

  /** Also looks at the threads of leases that are as young as that. */
  Snapshot scan(List<PoolReading> pools, long leaseMillis) {
    return scan(pools, leaseMillis, tracker.tests()::originOf, null);
  }

  /**
   * Names only this test, only where it must answer for what it has opened or leased; its own
   * thread is taken for one that will do no more.
   */
  Snapshot scan(List<PoolReading> pools, TestRun test, Thread done) {
    TestTimeline tests = tracker.tests();
    return scan(
        pools, 0, (nanos, thread) -> tests.isOf(test, nanos, thread) ? test.origin() : null, done);
  }

  private Snapshot scan(
      List<PoolReading> pools, long leaseMillis, TestSource tests, @Nullable Thread done) {
    long start = System.nanoTime();
    List<TrackedSocket> tracked = tracker.open();
    FdQuery query = query(tracked);
    KernelSnapshot rest = untracked.settle(kernel.read(query));
    SiteTable sites = tracker.sites();
    long now = System.nanoTime();
    stacks.begin(now);
    HandlingReader handlings = new HandlingReader(tracker, stacks, done);
    List<SocketSnapshot> sockets = new ArrayList<>(tracked.size());
    Map<SocketSnapshot, TestOrigin> origins = new HashMap<>();
    for (int i = 0; i < tracked.size(); i++) {
      TrackedSocket socket = tracked.get(i);
      if (tracker.isOpen(socket)) {
        SocketSnapshot joined = join(socket, query, i, sites, handlings, now);
        if (joined != null) {
          sockets.add(joined);
          TestOrigin test = tests.originOf(socket.openedNanos(), socket.threadName());
          if (test != null) {
            origins.put(joined, test);
          }
        }
      }
    }
    return new Snapshot(
        System.currentTimeMillis(),
        TimeUnit.NANOSECONDS.toMillis(now),
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start),
        sockets,
        sites.byWeight(),
        rest.withGaps(gaps()),
        untracked.openedBeforeStart(rest),
        tracker.asyncRequests().sites(),
        new PoolJoin(tracker.pools(), poolNames, handlings, tests, leaseMillis, now)
            .join(pools, new SocketIndex(pools, sockets, rest.untracked())),
        SocketTests.of(origins));
  }

  private static FdQuery query(List<TrackedSocket> tracked) {
    int[] fds = new int[tracked.size()];
    long[] inodes = new long[fds.length];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = tracked.get(i).fd();
      ScanNote note = (ScanNote) tracked.get(i).note();
      inodes[i] = note == null ? 0 : note.inode();
    }
    return new FdQuery(fds, inodes);
  }

  private @Nullable SocketSnapshot join(
      TrackedSocket socket,
      FdQuery query,
      int index,
      SiteTable sites,
      HandlingReader handlings,
      long now) {
    long inode = query.inode(index);
    ScanNote note = (ScanNote) socket.note();
    Link link = link(inode, note);
    TcpRow row = link == Link.SAME_SOCKET ? query.row(index) : null;
    if (note == null || (note.inode() == 0 && inode > 0)) {
      note = new ScanNote(Math.max(0, inode), row, now);
      socket.note(note);
    } else {
      note.seen(row, now);
    }
    if ((link == Link.GONE || link == Link.OTHER) && !socket.isClosing()) {
      // Hooks report a release before the fd goes: this one was closed or replaced by native code.
      tracker.forget(socket);
      return null;
    }
    boolean reachable = socket.ownerReachable();
    Suspicion suspicion = Suspicion.of(socket, link, row, note, now, graces);
    return SocketSnapshot.of(socket.fd(), sites.siteOf(socket), socket.trace())
        .threadName(socket.threadName())
        .webapp(socket.webapp())
        .ageMillis(millis(now - socket.openedNanos()))
        .closing(
            socket.isClosing() ? millis(now - socket.closingNanos()) : -1,
            socket.closedBy(),
            socket.closingThread())
        .ownerReachable(reachable)
        .unreachableMillis(reachable ? 0 : millis(note.unreachableNanos(now)))
        .lost(socket.isLost())
        .link(link)
        .row(row, note.lastRow())
        .stateMillis(millis(now - note.sinceNanos()))
        .quietMillis(millis(now - note.quietSinceNanos()))
        .handling(handlings.of(socket, suspicion))
        .build();
  }

  private List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (String signal : tracker.missingSignals()) {
      gaps.add("not known on this JDK: " + signal);
    }
    gaps.addAll(tracker.poolsNotUnderstood());
    return gaps;
  }

  private static Link link(long inode, @Nullable ScanNote note) {
    if (inode > 0) {
      return note == null || note.inode() == 0 || note.inode() == inode
          ? Link.SAME_SOCKET
          : Link.OTHER;
    }
    if (inode == FdQuery.NOT_OPEN) {
      return Link.GONE;
    }
    return inode == FdQuery.NOT_A_SOCKET ? Link.OTHER : Link.UNKNOWN;
  }

  private static long millis(long nanos) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
