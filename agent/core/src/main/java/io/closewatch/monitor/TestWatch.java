package io.closewatch.monitor;

import io.closewatch.bootstrap.TestEvents;
import io.closewatch.diagnosis.Finding;
import io.closewatch.monitor.exit.RealPause;
import io.closewatch.report.FrameGlob;
import io.closewatch.report.LeakText;
import io.closewatch.tracker.TestRun;
import io.closewatch.tracker.TestTimeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Follows the tests of a JVM that runs some, and judges single ones. Thread-safe. */
public final class TestWatch implements TestEvents {
  private static final String PREFIX = "leak:";

  private final TestTimeline timeline;
  private final TestEnd end;
  private final Supplier<String> blindness;

  /**
   * @param blindness why no socket can be seen; "" if they can
   */
  public TestWatch(TestTimeline timeline, Monitor monitor, Supplier<String> blindness) {
    this(timeline, new TestEnd(monitor, new RealPause()), blindness);
  }

  TestWatch(TestTimeline timeline, TestEnd end, Supplier<String> blindness) {
    this.timeline = timeline;
    this.end = end;
    this.blindness = blindness;
  }

  @Override
  public void testStarted(String id, String name, boolean container) {
    timeline.started(id, name, container);
  }

  @Override
  public void testFinished(String id) {
    timeline.finished(id);
  }

  @Override
  public boolean isListening() {
    return true;
  }

  @Override
  public List<String> leaksOf(String id, long graceMillis, List<String> ignores) {
    List<String> leaks = new ArrayList<>();
    String blind = blindness.get();
    if (!blind.isEmpty()) {
      leaks.add("closewatch could not judge this test: " + blind);
      return leaks;
    }
    TestRun test = timeline.find(id);
    List<Finding> found = test == null ? Collections.emptyList() : end.leaks(test, graceMillis);
    List<FrameGlob> globs = globs(ignores);
    for (Finding finding : found) {
      if (!LeakText.matches(finding, globs)) {
        leaks.add(LeakText.of(finding));
      }
    }
    return leaks;
  }

  /** Also as the lines of a suppressions file spell them. */
  private static List<FrameGlob> globs(List<String> ignores) {
    List<FrameGlob> globs = new ArrayList<>();
    for (String ignore : ignores) {
      String glob = ignore.startsWith(PREFIX) ? ignore.substring(PREFIX.length()) : ignore;
      globs.add(new FrameGlob(glob.trim()));
    }
    return globs;
  }
}
