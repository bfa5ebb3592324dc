package io.closewatch.tracker;

import io.closewatch.bootstrap.SocketEvents;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows every socket from open to release and counts per call site. The only mutable and
 * concurrent stage of the pipeline. Called by hooks on application threads: takes no lock, does no
 * I/O, calls nothing of the application.
 */
public final class SocketTracker implements SocketEvents {
  private static final int MAX_TRACES = 20_000;
  private static final String FINALIZER_CLASS = "java.lang.ref.Finalizer$FinalizerThread";
  private static final String FORCED_FINALIZER = "Secondary finalizer";

  private final AsyncRequests asyncRequests;
  private final PoolTracker pools;
  private final TestTimeline tests = new TestTimeline(this::tellOpenTimes);
  private final FdTable table = new FdTable();
  private final ContextLoaders contexts = new ContextLoaders();
  private final TraceTable traces;
  private final Handlers handlers = new Handlers();
  private final SelectorThreads selectorThreads = new SelectorThreads();
  private final DescriptorAlarm alarm = new DescriptorAlarm();
  private final AtomicLong untracked = new AtomicLong();
  private final AtomicLong missedReleases = new AtomicLong();
  private final Set<String> missingSignals = new ConcurrentSkipListSet<>();
  private final Set<String> poolsNotUnderstood = new ConcurrentSkipListSet<>();

  SocketTracker(TraceTable traces) {
    this.traces = traces;
    this.asyncRequests = new AsyncRequests(traces, contexts);
    this.pools = new PoolTracker(traces, table);
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
        new TrackedSocket(
            fd, kind, owner, origin, ThreadName.of(thread), contexts.of(thread), System.nanoTime());
    if (kind == SocketKind.CLIENT_CHANNEL) {
      socket.takeover(
          handlers.of(thread, null)); // until a selector has it: it reads without stream
    }
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
    if (socket.isReleasedByGc() && !socket.trace().isInJdkInitializer()) {
      socket.site().socketCollected(socket, testOf(socket));
      if (!socket.isLost()) {
        tests.collected(socket.openedNanos(), socket.threadName(), socket.site(), socket.trace());
      }
    } else {
      socket.site().socketClosed();
    }
  }

  @Override
  public void handled(Object owner, int fd) {
    TrackedSocket socket = table.get(fd);
    if (socket == null || socket.takeover() != null || socket.get() != owner) {
      return; // on 8 and 11 a stream may be asked for before each read
    }
    Thread thread = Thread.currentThread();
    if (socket.kind().role() == SocketKind.Role.CLIENT
        && socket.threadName().equals(ThreadName.of(thread))) {
      socket.takeover(handlers.of(thread, null));
      return;
    }
    Trace trace = traces.traceOfCaller();
    if (trace == null) {
      trace = TraceTable.OTHER_TRACE;
    }
    if (!SiteRule.isInsideAccept(trace)) {
      socket.takeover(handlers.of(thread, trace));
    }
  }

  @Override
  public void registered(int fd, SelectionKey key) {
    TrackedSocket socket = table.get(fd);
    if (socket == null || socket.get() != key.channel()) {
      return;
    }
    Takeover before = socket.takeover();
    Thread thread = Thread.currentThread();
    Registration registration = new Registration(key, registrar(before, thread));
    socket.takeover(
        before instanceof Acceptance ? ((Acceptance) before).with(registration) : registration);
  }

  @Override
  public void selecting(Object selector) {
    selectorThreads.selecting(selector, Thread.currentThread());
  }

  /** The live threads that were seen to run {@code selector}, the newest first. */
  public List<Thread> selectingThreads(Selector selector) {
    return selectorThreads.of(selector);
  }

  /** Remembers what cannot be told of who handles a socket, because a hook is missing. */
  public void missSignals(Set<String> signals) {
    missingSignals.addAll(signals);
  }

  /** What cannot be told of who handles a socket; empty on a JDK that is known. */
  public Set<String> missingSignals() {
    return missingSignals;
  }

  /** Remembers a sentence about a pool that could not be hooked. */
  public void missPool(String notUnderstood) {
    poolsNotUnderstood.add(notUnderstood);
  }

  /** The pools that could not be hooked, one sentence each. */
  public Set<String> poolsNotUnderstood() {
    return poolsNotUnderstood;
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

  /** The requests of servlet containers that wait to be completed; they share the stacks. */
  public AsyncRequests asyncRequests() {
    return asyncRequests;
  }

  /** The HTTP connection pools; they share the stacks. */
  public PoolTracker pools() {
    return pools;
  }

  /** The tests of this JVM, if it runs any. */
  public TestTimeline tests() {
    return tests;
  }

  /** The test that opened {@code socket}, or null. */
  public @Nullable TestOrigin testOf(TrackedSocket socket) {
    return tests.originOf(socket.openedNanos(), socket.threadName());
  }

  /**
   * Whether anything is there of what the test has opened or leased, or something of it was closed
   * by the collector alone.
   */
  public boolean hasLeft(TestRun test) {
    if (test.hasCollected()) {
      return true;
    }
    for (TrackedSocket socket : open()) {
      if (tests.isOf(test, socket.openedNanos(), socket.threadName())
          && !socket.trace().isInJdkInitializer()) {
        return true;
      }
    }
    return pools.hasLeft(test, tests);
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
    Takeover before = listener.takeover();
    Origin known = before instanceof Acceptance ? ((Acceptance) before).ifBy(thread) : null;
    if (known != null) {
      return known;
    }
    Origin fresh = traces.originOfCaller(kind);
    Handler acceptor = handlers.of(thread, fresh.trace());
    listener.takeover(
        new Acceptance(acceptor, fresh, before == null ? null : before.registration()));
    return fresh;
  }

  /** A channel that goes from selector to selector on one thread is not worth a walk each time. */
  private Handler registrar(@Nullable Takeover before, Thread thread) {
    if (before instanceof Registration && before.handler().get() == thread) {
      return before.handler();
    }
    Trace trace = traces.traceOfCaller();
    return handlers.of(thread, trace == null ? TraceTable.OTHER_TRACE : trace);
  }

  private void tellOpenTimes(LongConsumer to) {
    for (TrackedSocket socket : open()) {
      to.accept(socket.openedNanos());
    }
    pools.tellLeaseTimes(to);
  }

  private void countMissed(TrackedSocket socket) {
    missedReleases.incrementAndGet();
    socket.site().socketClosed();
  }

  static boolean isFinalizer(Thread thread) {
    return thread.getClass().getName().equals(FINALIZER_CLASS)
        || FORCED_FINALIZER.equals(thread.getName());
  }
}
