package io.closewatch.instrumentation;

import io.closewatch.files.ReportFiles;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.monitor.AgentControl;
import io.closewatch.monitor.Chore;
import io.closewatch.monitor.EmergencyOutlet;
import io.closewatch.monitor.EmergencyReports;
import io.closewatch.monitor.Monitor;
import io.closewatch.report.EmergencyReport;
import io.closewatch.tracker.DescriptorAlarm;
import org.jspecify.annotations.Nullable;

/** Ties the alarm of the tracker to report files and MBeans; made on the monitor's thread. */
final class Emergencies implements Chore, EmergencyOutlet {
  private final AgentControl control;
  private final Monitor monitor;
  private final DescriptorAlarm alarm;
  private final SpareDescriptor spare;
  private final ReportFiles files;
  private final MBeans beans;
  private @Nullable EmergencyReports reports;

  Emergencies(
      AgentControl control,
      Monitor monitor,
      DescriptorAlarm alarm,
      SpareDescriptor spare,
      ReportFiles files,
      MBeans beans) {
    this.control = control;
    this.monitor = monitor;
    this.alarm = alarm;
    this.spare = spare;
    this.files = files;
    this.beans = beans;
  }

  @Override
  public boolean done() {
    EmergencyReports made = reports;
    if (made == null) {
      made = new EmergencyReports(control, alarm, spare, this, System::nanoTime);
      reports = made;
      alarm.bell(monitor::wake);
    }
    return made.done();
  }

  @Override
  public boolean isUrgent() {
    EmergencyReports made = reports;
    return made == null || made.isUrgent();
  }

  @Override
  public void rehearse() {
    files.rehearse();
  }

  @Override
  public String write(String text) {
    return files.writeEmergency(text);
  }

  @Override
  public void reported(EmergencyReport report) {
    beans.emergencyReported(report);
  }
}
