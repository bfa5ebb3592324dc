package io.closewatch.instrumentation;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.Finding;
import io.closewatch.files.ReportFiles;
import io.closewatch.jmx.JmxRegistration;
import io.closewatch.jmx.JmxSurface;
import io.closewatch.monitor.AgentControl;
import io.closewatch.monitor.Chore;
import io.closewatch.report.EmergencyReport;
import io.closewatch.report.TextReport;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The MBeans, made on the monitor's thread: their classes must not delay the application's start.
 */
final class MBeans implements Chore {
  private final AgentControl control;
  private final Config config;
  private final AgentState state;
  private final ReportFiles files;
  private volatile @Nullable JmxSurface surface;
  private @Nullable JmxRegistration registration;
  private boolean registered;

  MBeans(AgentControl control, Config config, AgentState state, ReportFiles files) {
    this.files = files;
    this.control = control;
    this.config = config;
    this.state = state;
  }

  @Override
  public boolean done() {
    JmxSurface made = surface;
    JmxRegistration current = registration;
    if (made == null || current == null) {
      made = new JmxSurface(control, config, new TextReport()::render, files);
      current = new JmxRegistration(made, config, state.attached());
      registration = current;
      surface = made;
    }
    if (!current.tick()) {
      return false;
    }
    registered = true;
    if (!current.failure().isEmpty()) {
      state.degrade(Collections.singletonList(current.failure()));
      return true;
    }
    made.refresh(); // after each scan
    return !config.jmx();
  }

  @Override
  public boolean isUrgent() {
    return !registered;
  }

  void leakDetected(Finding finding) {
    JmxSurface made = surface;
    if (made != null) {
      made.leakDetected(finding);
    }
  }

  void leakResolved(Finding finding) {
    JmxSurface made = surface;
    if (made != null) {
      made.leakResolved(finding);
    }
  }

  void poolExhausted(Finding finding) {
    JmxSurface made = surface;
    if (made != null) {
      made.poolExhausted(finding);
    }
  }

  void emergencyReported(EmergencyReport emergency) {
    JmxSurface made = surface;
    if (made != null) {
      made.emergencyReported(emergency);
    }
  }

  void unregister() {
    JmxSurface made = surface;
    if (made != null) {
      made.unregister();
    }
  }
}
