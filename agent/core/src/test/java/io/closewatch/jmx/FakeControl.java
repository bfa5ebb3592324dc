package io.closewatch.jmx;

import io.closewatch.monitor.AgentControl;
import io.closewatch.report.Report;

/** A control whose reports the test sets. */
final class FakeControl implements AgentControl {
  volatile Report latest;
  volatile Report next;
  int stops;

  FakeControl(Report latest) {
    this.latest = latest;
    this.next = latest;
  }

  @Override
  public Report latest() {
    return latest;
  }

  @Override
  public Report scan() {
    latest = next;
    return latest;
  }

  @Override
  public String stop() {
    stops++;
    return "stopped";
  }
}
