package io.closewatch.tracker;

import io.closewatch.bootstrap.SocketEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Follows every socket from open to release and counts per call site. The only mutable and
 * concurrent stage of the pipeline. Called by hooks on application threads: takes no lock, does no
 * I/O, calls nothing of the application.
 */
public final class SocketTracker implements SocketEvents {
  private static final int MAX_TRACES = 20_000;
  private static final String FINALIZER_CLASS = "java.lang.ref.Finalizer$FinalizerThread";
  private static final String FORCED_FINALIZER = "Secondary finalizer";

  private final FdTable table = new FdTable();
  private final TraceTable traces;
  private final DescriptorAlarm alarm = new DescriptorAlarm();
  private final AtomicLong untracked = new AtomicLong();
  private final AtomicLong missedReleases = new AtomicLong();

  SocketTracker(TraceTable traces) {
    this.traces = traces;
  }

  /**
   * A tracker for this JVM.
   *
   * @param appPackages class-name prefixes that may be call sites; empty for "all but the JDK and
   *     known libraries"
   */
  public static SocketTracker create(List<String> appPackages) {
    StackHash walker = StackHash.ofStackWalker();
    StackHash hash = walker == null ? new ThrowableHash() : walker;
    return new SocketTracker(new TraceTable(hash, new SiteRule(appPackages), MAX_TRACES));
  }

  @Override
  public void opened(int kindNumber, Object owner, int fd, int listenerFd) {
    alarm.opened(fd);
    if (!FdTable.holds(fd)) {
      untracked.incrementAndGet();
      return;
    }
    TrackedSocket before = table.get(fd);
    if (before != null && before.get() == owner) {
      return; // constructors that call each other report one channel twice
    }
    SocketKind kind = SocketKind.of(kindNumber);
    Thread thread = Thread.currentThread();
    Origin origin =
        listenerFd < 0 ? traces.originOfCaller(kind) : originOfAccept(kind, listenerFd, thread);
    TrackedSocket socket =
        new TrackedSocket(fd, kind, owner, origin, nameOf(thread), System.nanoTime());
    origin.site().socketOpened();
    TrackedSocket missed = table.put(fd, socket);
    if (missed != null) {
      countMissed(missed);
    }
  }

  @Override
  public void closing(Object owner, int fd) {
    TrackedSocket socket = table.get(fd);
    if (socket != null && socket.belongsTo(owner)) {
      Thread thread = Thread.currentThread();
      socket.closing(System.nanoTime(), thread, isFinalizer(thread));
    }
  }

  @Override
  public void closed(Object owner, int fd) {
    TrackedSocket socket = table.get(fd);
    if (socket != null
        && socket.isClosing()
        && socket.get() == owner
        && socket.closedBy() == null) {
      // close() has returned and the fd is still ours: only now is the stack worth its price.
      Trace trace = traces.traceOfCaller();
      if (trace != null) {
        socket.closedBy(trace);
      }
    }
  }

  @Override
  public void released(int fd) {
    TrackedSocket socket = table.remove(fd);
    if (socket == null) {
      return;
    }
    if (socket.isReleasedByGc()) {
      socket.site().socketCollected(socket.trace());
    } else {
      socket.site().socketClosed();
    }
  }

  @Override
  public void openFailed(Throwable failure) {
    alarm.openFailed(failure);
  }

  /** Rings when descriptors run out. */
  public DescriptorAlarm alarm() {
    return alarm;
  }

  /** The sockets that are open now; a point-in-time copy, lowest fd first. */
  public List<TrackedSocket> open() {
    List<TrackedSocket> open = new ArrayList<>();
    table.copyTo(open);
    return open;
  }

  /**
   * True if {@code socket} still holds its fd; the number may have passed to another one since the
   * copy was made.
   */
  public boolean isOpen(TrackedSocket socket) {
    return table.get(socket.fd()) == socket;
  }

  /** True if some tracked socket holds this fd now. */
  public boolean tracks(int fd) {
    return table.get(fd) != null;
  }

  /** Drops a socket whose fd turned out to be closed or replaced behind the hooks' back. */
  public void forget(TrackedSocket socket) {
    if (table.remove(socket)) {
      countMissed(socket);
    }
  }

  /** The counters of every site that ever opened a socket. */
  public SiteTable sites() {
    return SiteTable.of(traces.sites());
  }

  /** True once a socket was reported. */
  public boolean hasSeenSockets() {
    return traces.size() > 0;
  }

  /** Sockets whose fd number is beyond the table. */
  public long untrackedOpens() {
    return untracked.get();
  }

  /** Sockets whose release no hook saw. */
  public long missedReleases() {
    return missedReleases.get();
  }

  /** Distinct stacks held in memory. */
  public int distinctTraces() {
    return traces.size();
  }

  private Origin originOfAccept(SocketKind kind, int listenerFd, Thread thread) {
    TrackedSocket listener = table.get(listenerFd);
    if (listener == null) {
      return traces.originOfCaller(kind);
    }
    // The stack of an acceptor hardly ever varies: one walk per listener and thread.
    TrackedSocket.AcceptOrigin last = listener.acceptOrigin();
    Origin known = last == null ? null : last.ifThread(thread.getId());
    if (known != null) {
      return known;
    }
    Origin fresh = traces.originOfCaller(kind);
    listener.acceptOrigin(new TrackedSocket.AcceptOrigin(thread.getId(), fresh));
    return fresh;
  }

  private void countMissed(TrackedSocket socket) {
    missedReleases.incrementAndGet();
    socket.site().socketClosed();
  }

  private static String nameOf(Thread thread) {
    String name = thread.getName();
    return name.isEmpty() ? "virtual-" + thread.getId() : name;
  }

  private static boolean isFinalizer(Thread thread) {
    return thread.getClass().getName().equals(FINALIZER_CLASS)
        || FORCED_FINALIZER.equals(thread.getName());
  }
}
