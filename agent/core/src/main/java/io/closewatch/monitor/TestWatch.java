package io.closewatch.monitor;

import io.closewatch.bootstrap.TestEvents;
import io.closewatch.tracker.TestTimeline;
import java.util.Collections;
import java.util.List;

/** Follows the tests of a JVM that runs some. Thread-safe. */
public final class TestWatch implements TestEvents {
  private final TestTimeline timeline;

  public TestWatch(TestTimeline timeline) {
    this.timeline = timeline;
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
    return Collections.emptyList();
  }
}
