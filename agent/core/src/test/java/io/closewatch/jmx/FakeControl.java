package io.closewatch.jmx;

import io.closewatch.config.Config;
import io.closewatch.config.RuntimeOptions;
import io.closewatch.diagnosis.Graces;
import io.closewatch.monitor.AgentControl;
import io.closewatch.monitor.Operated;
import io.closewatch.monitor.Operator;
import io.closewatch.report.Mutes;
import io.closewatch.report.Report;

/** A control whose reports the test sets. */
final class FakeControl implements AgentControl, Operated {
  volatile Report latest;
  volatile Report next;
  int stops;

  FakeControl(Report latest) {
    this.latest = latest;
    this.next = latest;
  }

  Operator operator() {
    return new Operator(this, new RuntimeOptions(Config.load("")));
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
  public void judgeBy(Graces graces, long intervalMillis) {}

  @Override
  public void mute(Mutes mutes) {
    next = next.muting(mutes);
  }

  @Override
  public void forgetPast() {}

  @Override
  public String stop() {
    stops++;
    return "stopped";
  }
}
