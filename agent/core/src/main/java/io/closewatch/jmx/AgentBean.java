package io.closewatch.jmx;

import io.closewatch.diagnosis.Snapshot;
import io.closewatch.monitor.AgentControl;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Report;
import io.closewatch.report.TextReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.management.MBeanOperationInfo;

/** {@code io.closewatch:type=Agent}: the state of the agent itself. */
final class AgentBean extends DescribedBean {
  private final AgentControl control;

  AgentBean(AgentControl control, Supplier<List<String>> options, LongSupplier clockMillis) {
    super("State of the closewatch agent in this JVM.");
    this.control = control;
    add(BeanAttribute.text("Version", () -> agent().version(), "Version of the agent."));
    add(
        BeanAttribute.text(
            "StartedAt",
            () -> TextReport.utc(agent().startedAtMillis()),
            "When the agent started, in UTC."));
    add(
        BeanAttribute.gauge(
            "StartTime",
            "milliseconds since the epoch",
            () -> agent().startedAtMillis(),
            "When the agent started, in milliseconds since 1970-01-01 UTC."));
    add(
        BeanAttribute.gauge(
            "UptimeSeconds",
            "seconds",
            () -> Math.max(0, clockMillis.getAsLong() - agent().startedAtMillis()) / 1000,
            "For how long the agent has been running."));
    add(
        BeanAttribute.text(
            "Status", this::status, "\"ok\", or \"degraded: \" and what does not work."));
    add(
        BeanAttribute.lines(
            "Degraded",
            () -> degraded().toArray(new String[0]),
            "What does not work and why, one sentence each; empty for a healthy agent."));
    add(
        BeanAttribute.gauge(
            "DegradedReasons",
            "sentences",
            () -> (long) degraded().size(),
            "How many sentences Degraded has; 0 for a healthy agent."));
    add(
        BeanAttribute.counter(
            "SuppressedErrors",
            "errors",
            () -> agent().suppressedErrors(),
            "Errors of closewatch itself that its hooks swallowed; 0 in a healthy agent."));
    add(
        BeanAttribute.lines(
            "Options",
            () -> options.get().toArray(new String[0]),
            "Every option: name = value (where it was set)."));
    add(
        new BeanOperation(
            "stop",
            "java.lang.String",
            MBeanOperationInfo.ACTION,
            "Switches the agent off: restores the classes, ends its threads, removes these MBeans.",
            arguments -> control.stop()));
  }

  private AgentInfo agent() {
    return control.latest().agent();
  }

  private String status() {
    List<String> degraded = degraded();
    return degraded.isEmpty() ? "ok" : "degraded: " + String.join("; ", degraded);
  }

  private List<String> degraded() {
    return degraded(control.latest());
  }

  /** The agent's own list, and the kernel part of the last scan where the list lacks it. */
  static List<String> degraded(Report report) {
    List<String> degraded = new ArrayList<>(report.agent().degraded());
    Snapshot snapshot = report.snapshot();
    String why = snapshot.kernel().unavailableBecause();
    if (!why.isEmpty() && degraded.stream().noneMatch(sentence -> sentence.contains(why))) {
      degraded.add("the kernel's TCP table is unavailable: " + why);
    }
    return degraded;
  }
}
