package io.closewatch.monitor;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.ExitDiagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingHistory;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.KernelReader;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.LinuxKernelReader;
import io.closewatch.kernel.ThreadCpuTime;
import io.closewatch.log.Log;
import io.closewatch.monitor.exit.ExitScans;
import io.closewatch.pool.PoolReader;
import io.closewatch.pool.PoolReading;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Mutes;
import io.closewatch.report.Report;
import io.closewatch.tracker.SocketTracker;
import io.closewatch.tracker.TestRun;
import io.closewatch.tracker.TrackedPool;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Scans, diagnoses and publishes the report, on one daemon thread and on request. The thread also
 * does the chores that must not run on threads of the application: telling listeners, registering
 * with JMX.
 */
public final class Monitor implements ExitScans, TestScans, Operated {
  private static final long CHORE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final Logger logger = Log.of(Monitor.class);

  private final Object scanLock = new Object();
  private final SocketTracker tracker;
  private final Supplier<AgentInfo> agent;
  private final ScanBudget budget = new ScanBudget(System.nanoTime());
  private final TrendRecorder growth = new TrendRecorder(System::nanoTime);
  private final FindingHistory history = new FindingHistory();
  private final History counts = new History();
  private final LoadedJars jars;
  private final Silence silence = new Silence();
  private final Queue<FindingHistory.Changes> untold = new ConcurrentLinkedQueue<>();
  private final Set<String> warned = new HashSet<>();
  private final Thread thread;

  private @Nullable KernelReader kernel;
  private @Nullable Scanner scanner;
  private volatile @Nullable Report latest;
  private volatile boolean stopped;
  private volatile Graces graces;
  private volatile long intervalNanos;
  private volatile Mutes mutes = Mutes.NONE;
  private final List<Chore> chores = new CopyOnWriteArrayList<>();
  private volatile @Nullable FindingListener listener;

  /**
   * A monitor that does nothing before {@link #start}.
   *
   * @param agent the state of the agent, asked at each scan
   * @param loadedClasses all classes of the JVM, asked for when a finding names new ones
   */
  public Monitor(
      SocketTracker tracker,
      Graces graces,
      long intervalMillis,
      Supplier<AgentInfo> agent,
      Supplier<Class<?>[]> loadedClasses) {
    this.tracker = tracker;
    this.graces = graces;
    this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    this.agent = agent;
    this.jars = new LoadedJars(loadedClasses);
    this.thread =
        new Thread("closewatch-monitor") {
          @Override
          public void run() {
            while (!stopped) {
              survive();
            }
          }
        };
    this.thread.setDaemon(true);
    // Not the creator's context loader: a webapp's would be pinned, and null breaks some log
    // managers.
    this.thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
  }

  /**
   * Starts the thread.
   *
   * @param listener told of leaks, or null
   * @param toDo carried out on the thread, in this order, each until it is done
   */
  public void start(@Nullable FindingListener listener, List<Chore> toDo) {
    this.listener = listener;
    this.chores.addAll(toDo);
    thread.start();
  }

  /** The report of the last scan; never null, before the first one an empty report that says so. */
  @Override
  public Report latest() {
    Report last = latest;
    return last == null ? beforeFirstScan() : last;
  }

  /** Scans on the calling thread. After {@link #stop} the last report is returned again. */
  @Override
  public Report scan() {
    return scan(null);
  }

  @Override
  public Snapshot look() {
    List<PoolReading> pools = readPools();
    synchronized (scanLock) {
      return stopped ? latest().snapshot() : scanner().scan(pools);
    }
  }

  @Override
  public boolean hasLeft(TestRun test) {
    return tracker.hasLeft(test);
  }

  @Override
  public Snapshot look(TestRun test) {
    List<PoolReading> pools = readPools();
    synchronized (scanLock) {
      return stopped
          ? beforeFirstScan().snapshot()
          : scanner().scan(pools, test, Thread.currentThread());
    }
  }

  @Override
  public Graces graces() {
    return graces;
  }

  @Override
  public void judgeBy(Graces changed, long intervalMillis) {
    synchronized (scanLock) {
      graces = changed;
      intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
      if (scanner != null) {
        scanner.judgeBy(changed);
      }
    }
    wake(); // it may be waiting for as long as it was told before
  }

  @Override
  public void mute(Mutes changed) {
    mutes = changed;
  }

  @Override
  public void forgetPast() {
    synchronized (scanLock) {
      tracker.forgetPeaks();
      history.forgetRecovered();
    }
  }

  /**
   * Scans for the last time at the end of the JVM, and judges by what was there already in {@code
   * before}; see {@link ExitDiagnosis}.
   */
  @Override
  public Report scanAtExit(Report before) {
    return scan(before);
  }

  private Report scan(@Nullable Report before) {
    Report report;
    FindingHistory.Changes changes;
    List<PoolReading> pools = readPools();
    synchronized (scanLock) {
      if (stopped) {
        return latest();
      }
      Snapshot snapshot = before == null ? scanner().scan(pools) : scanner().scan(pools, 0);
      Graces by = graces(before, snapshot);
      Trends trends = growth.record(snapshot);
      List<Finding> findings =
          before == null
              ? Diagnosis.of(snapshot, by, trends)
              : ExitDiagnosis.of(before.snapshot(), before.allFindings(), snapshot, by, trends);
      Mutes muted = mutes;
      changes = silence.told(history.update(snapshot, findings), findings, muted);
      report =
          new Report(
                  agent.get(),
                  snapshot,
                  by,
                  findings,
                  history.recovered(),
                  history.courses(),
                  jars.of(findings),
                  counts.record(snapshot, findings))
              .muting(muted);
      latest = report;
    }
    if (!changes.appeared().isEmpty() || !changes.recovered().isEmpty()) {
      untold.add(changes);
      LockSupport.unpark(thread);
    }
    return report;
  }

  private Graces graces(@Nullable Report before, Snapshot now) {
    return before == null
        ? graces
        : graces.atExit(now.monotonicMillis() - before.snapshot().monotonicMillis());
  }

  /**
   * Takes locks of the application's pools, whose holders may be waiting for a report: not under
   * the scan lock.
   */
  private List<PoolReading> readPools() {
    List<TrackedPool> tracked;
    synchronized (scanLock) {
      if (stopped) {
        return Collections.emptyList();
      }
      tracked = tracker.pools().pools();
    }
    return PoolReader.read(tracked);
  }

  /** Lets the thread do its chores now; does not block. */
  public void wake() {
    LockSupport.unpark(thread);
  }

  /** Ends the thread and closes the kernel's files; waits for a scan that is under way. */
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    synchronized (scanLock) {
      if (kernel != null) {
        kernel.close();
      }
    }
  }

  /** Made at the first scan: opening the kernel's files is not worth the application's waiting. */
  private Scanner scanner() {
    Scanner made = scanner;
    if (made == null) {
      KernelReader opened = LinuxKernelReader.open();
      made = new Scanner(tracker, opened, graces);
      kernel = opened;
      scanner = made;
    }
    return made;
  }

  /** Without memory anything may fail, also what handles failures; there may be some again. */
  private void survive() {
    try {
      loop();
    } catch (Throwable noMemory) {
      try {
        Thread.sleep(1_000);
      } catch (Throwable stillNone) {
        // Tried again at once.
      }
    }
  }

  private void loop() {
    try (ThreadCpuTime cpuTime = ThreadCpuTime.ofThisThread()) {
      loop(cpuTime);
    }
  }

  private void loop(ThreadCpuTime cpuTime) {
    long scanned = System.nanoTime() - intervalNanos;
    long budgeted = 0;
    while (!stopped) {
      try {
        long now = System.nanoTime();
        if (now - scanned >= Math.max(intervalNanos, budgeted)) {
          scanned = now;
          long cpu = cpuTime.nanos();
          scan();
          budgeted = budget.pauseAfter(now, cpuTime.nanos() - cpu);
        }
        tellListener();
        chores.removeIf(Chore::done);
      } catch (Throwable t) {
        warnOnce(t);
        scanned = System.nanoTime();
      }
      long pause = scanned + Math.max(intervalNanos, budgeted) - System.nanoTime();
      for (Chore chore : chores) {
        pause = chore.isUrgent() ? Math.min(pause, CHORE_PAUSE_NANOS) : pause;
      }
      if (pause > 0 && !stopped && untold.isEmpty()) {
        LockSupport.parkNanos(this, pause);
      }
    }
  }

  /** A failure that comes with every scan must not fill the application's standard error. */
  private void warnOnce(Throwable t) {
    try {
      if (warned.add(t.getClass().getName())) {
        logger.warn("a scan failed; the next one is tried in time", t);
      }
    } catch (Throwable noMemory) {
      // The thread must live on, and say nothing where the application's error is told.
    }
  }

  private void tellListener() {
    for (FindingHistory.Changes c = untold.poll(); c != null; c = untold.poll()) {
      FindingListener to = listener;
      if (to == null) {
        continue;
      }
      Mutes muted = mutes; // perhaps since the scan
      for (Finding finding : c.appeared()) {
        if (muted.covers(finding)) {
          continue;
        }
        if (finding.confidence().isLeak()) {
          to.leakDetected(finding);
        }
        if (finding.kind() == FindingKind.POOL_EXHAUSTED) {
          to.poolExhausted(finding);
        }
      }
      for (RecoveredFinding finding : c.recovered()) {
        if (!muted.covers(finding.finding())) {
          to.leakResolved(finding.finding());
        }
      }
    }
  }

  private Report beforeFirstScan() {
    Snapshot nothing =
        new Snapshot(
            System.currentTimeMillis(),
            0,
            Collections.emptyList(),
            Collections.emptyList(),
            KernelSnapshot.unavailable("no scan was made yet"),
            0);
    return new Report(
        agent.get(), nothing, graces, Collections.emptyList(), Collections.emptyList());
  }
}
