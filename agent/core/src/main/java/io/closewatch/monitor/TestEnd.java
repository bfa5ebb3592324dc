package io.closewatch.monitor;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.TestDiagnosis;
import io.closewatch.monitor.exit.Pause;
import io.closewatch.tracker.TestRun;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds out what a test has left behind, once its own code is over. Called on its thread. */
final class TestEnd {
  private static final long PAUSE_MILLIS = 50;

  private final TestScans scans;
  private final Pause pause;

  TestEnd(TestScans scans, Pause pause) {
    this.scans = scans;
    this.pause = pause;
  }

  /**
   * The leaks, heaviest first.
   *
   * @param graceMillis how long to wait at most for what may go away by itself
   */
  List<Finding> leaks(TestRun test, long graceMillis) {
    if (!scans.hasLeft(test)) {
      return Collections.emptyList();
    }
    // An interrupt that the test has left behind must not shorten the wait.
    boolean interrupted = Thread.interrupted();
    try {
      long start = scans.look(test).monotonicMillis();
      pause.collectGarbage();
      Snapshot now = settled(test, graceMillis);
      return TestDiagnosis.of(now, now.monotonicMillis() - start, test.collected(), scans.graces());
    } catch (InterruptedException e) {
      interrupted = true; // somebody wants the thread back: no verdict
      return Collections.emptyList();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Snapshot settled(TestRun test, long graceMillis) throws InterruptedException {
    long end = pause.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
    Snapshot now = scans.look(test);
    long left = leftMillis(end);
    while (left > 0 && TestDiagnosis.isUnsettled(now)) {
      pause.sleep(Math.min(left, PAUSE_MILLIS));
      now = scans.look(test);
      left = leftMillis(end);
    }
    return now;
  }

  private long leftMillis(long endNanos) {
    return TimeUnit.NANOSECONDS.toMillis(endNanos - pause.nanoTime());
  }
}
