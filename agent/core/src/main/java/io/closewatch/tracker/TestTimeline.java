package io.closewatch.tracker;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which tests ran when. Nothing is noted when a socket opens: time and thread of the open, which
 * the tracker has anyway, tell the test later. Bounded: what no open socket needs is forgotten,
 * oldest first. Reading takes no lock.
 */
public final class TestTimeline {
  private static final int MAX_TESTS = 20_000;

  /** Names of parameterized tests have the arguments in them. */
  private static final int NAME_LENGTH = 500;

  /** For how many tests it is known by id when they are over. */
  private static final int FINISHED_BY_ID = 1_000;

  private final int maxMoments;
  private final Consumer<LongConsumer> openTimes;
  private final long originNanos;

  /** By the time from which on these ran; each lasts until the next one. */
  private final ConcurrentNavigableMap<Long, RunningTests> moments = new ConcurrentSkipListMap<>();

  private final Map<String, TestRun> running = new HashMap<>();
  private final Map<String, TestRun> finished = new LinkedHashMap<>();
  private RunningTests now = RunningTests.NONE;
  private int size;
  private volatile long forgottenBefore = Long.MIN_VALUE;

  /**
   * @param openTimes tells when each thing was opened that is open now, by {@link System#nanoTime}
   */
  TestTimeline(Consumer<LongConsumer> openTimes) {
    this(openTimes, MAX_TESTS, System.nanoTime());
  }

  TestTimeline(Consumer<LongConsumer> openTimes, int maxTests, long originNanos) {
    this.openTimes = openTimes;
    this.maxMoments = 2 * maxTests;
    this.originNanos = originNanos;
  }

  /** A test begins on this thread; see {@link io.closewatch.bootstrap.TestEvents}. */
  public void started(String id, String name, boolean container) {
    started(id, name, container, ThreadName.of(Thread.currentThread()), System.nanoTime());
  }

  synchronized void started(
      String id, String name, boolean container, String threadName, long nanos) {
    if (running.containsKey(id)) {
      return; // told by two listeners
    }
    String shown = name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH) + "...";
    TestRun run = new TestRun(id, shown.isEmpty() ? id : shown, container, threadName);
    if (!container) {
      for (TestRun other : now.tests()) {
        other.overlapped();
        run.overlapped();
      }
    }
    finished.remove(id);
    running.put(id, run);
    change(now.with(run), nanos);
  }

  /** It ended. */
  public void finished(String id) {
    finished(id, System.nanoTime());
  }

  synchronized void finished(String id, long nanos) {
    TestRun run = running.remove(id);
    if (run == null) {
      return;
    }
    finished.put(id, run);
    if (finished.size() > FINISHED_BY_ID) {
      finished.remove(finished.keySet().iterator().next());
    }
    change(now.without(run), nanos);
  }

  /** True until the first test: then nothing needs to be asked for. */
  public boolean isEmpty() {
    return moments.isEmpty();
  }

  /** A test that runs, or ran a short while ago; else null. */
  public synchronized @Nullable TestRun find(String id) {
    TestRun run = running.get(id);
    return run == null ? finished.get(id) : run;
  }

  /**
   * In which test something was opened, or in one of which; null if none ran.
   *
   * @param nanos {@link System#nanoTime} of the open
   * @param threadName of the thread that opened it
   */
  public @Nullable TestOrigin originOf(long nanos, String threadName) {
    return at(nanos).origin(threadName);
  }

  /** The collector has closed what was opened then. */
  void collected(long nanos, String threadName, CallSite site, Trace openedAt) {
    RunningTests then = at(nanos);
    TestRun own = then.on(threadName);
    TestRun run = own == null ? then.only() : own;
    if (run != null) {
      run.collected(site, openedAt, threadName);
    }
  }

  /**
   * Whether a test must answer for what was opened then: its own thread did it, or no other test
   * ran at any time while this one did.
   */
  public boolean isOf(TestRun run, long nanos, String threadName) {
    RunningTests then = at(nanos);
    TestRun own = then.on(threadName);
    return own == null ? then.only() == run && !run.isOverlapped() : own == run;
  }

  /** How many changes are remembered. */
  synchronized int size() {
    return size;
  }

  private RunningTests at(long nanos) {
    if (moments.isEmpty()) {
      return RunningTests.NONE;
    }
    long time = nanos - originNanos;
    Map.Entry<Long, RunningTests> then = time < forgottenBefore ? null : moments.floorEntry(time);
    return then == null ? RunningTests.NONE : then.getValue();
  }

  private void change(RunningTests next, long nanos) {
    now = next;
    if (moments.put(nanos - originNanos, next) == null && ++size > maxMoments) {
      forget();
    }
  }

  /** A quarter at once, since what is open must be looked through. */
  private void forget() {
    Set<Long> needed = new TreeSet<>();
    openTimes.accept(
        nanos -> {
          Long moment = moments.floorKey(nanos - originNanos);
          if (moment != null) {
            needed.add(moment);
          }
        });
    int goal = maxMoments - maxMoments / 4;
    removeOldest(goal, needed);
    if (size > goal) {
      removeOldest(goal, Collections.emptySet());
      forgottenBefore = moments.firstKey();
    }
  }

  private void removeOldest(int goal, Set<Long> kept) {
    Long last = moments.lastKey();
    Iterator<Long> oldest = moments.keySet().iterator();
    while (size > goal && oldest.hasNext()) {
      Long moment = oldest.next();
      if (!kept.contains(moment) && !moment.equals(last)) {
        oldest.remove();
        size--;
      }
    }
  }
}
