package io.closewatch.monitor;

import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.log.Log;
import io.closewatch.report.EmergencyReport;
import io.closewatch.report.Report;
import io.closewatch.tracker.DescriptorAlarm;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Turns alarms into reports, at most one in ten minutes: when 90 % of the descriptors are used, and
 * when an open fails for want of one. For the monitor's thread.
 */
public final class EmergencyReports implements Chore {
  private static final Logger logger = Log.of(EmergencyReports.class);
  private static final long HOLD_OFF_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AgentControl control;
  private final DescriptorAlarm alarm;
  private final SpareDescriptor spare;
  private final EmergencyOutlet outlet;
  private final LongSupplier nanoClock;

  private int passes;
  private @Nullable Report lastSeen;
  private boolean high;
  private long heldBack;
  private boolean reportedBefore;
  private long reportedNanos;
  private @Nullable EmergencyReport unwritten;

  /** Takes the spare descriptor and waits for alarms. */
  public EmergencyReports(
      AgentControl control,
      DescriptorAlarm alarm,
      SpareDescriptor spare,
      EmergencyOutlet outlet,
      LongSupplier nanoClock) {
    this.control = control;
    this.alarm = alarm;
    this.spare = spare;
    this.outlet = outlet;
    this.nanoClock = nanoClock;
  }

  /** Never done. */
  @Override
  public boolean done() {
    spare.restore();
    if (passes < 2) {
      passes++;
      rehearse();
    }
    if (unwritten != null) {
      write(unwritten);
    }
    answer();
    return false;
  }

  @Override
  public boolean isUrgent() {
    return passes < 2 || unwritten != null;
  }

  /**
   * With no descriptor left the JDK may not get at its own files any more, such as locale data on
   * 8. In the second pass: the first one comes at the start, which is not to be delayed.
   */
  private void rehearse() {
    if (passes == 2) {
      new EmergencyReport(control.latest(), "", 0).text();
      outlet.rehearse();
    }
  }

  private void answer() {
    DescriptorAlarm.Ring ring = alarm.take();
    Report latest = control.latest();
    boolean crossed = false;
    if (latest != lastSeen) {
      crossed = sees(latest);
      alarm.arm(high ? Integer.MAX_VALUE : thresholdFd(fds(latest)));
    }
    boolean rang = ring != null && (!ring.isFailure() || ring.isCertain() || isAtLimit());
    if (!crossed && !rang) {
      return;
    }
    if (reportedBefore && nanoClock.getAsLong() - reportedNanos < HOLD_OFF_NANOS) {
      heldBack++;
      return;
    }
    Report report = latest;
    if (!crossed) {
      report = control.scan();
      sees(report); // armed again by the next scan in time: at most one more scan for each of them
    }
    String failure = ring == null ? "" : ring.failure();
    if (high || !failure.isEmpty() || fds(report).used() < 0) {
      start(new EmergencyReport(report, failure, heldBack));
    }
  }

  /** An open failed for a reason that its text does not tell. */
  private boolean isAtLimit() {
    return high || spare.noneIsFree();
  }

  /** True if this report is the first one with over 90 %. */
  private boolean sees(Report report) {
    FdUsage fds = fds(report);
    boolean before = high;
    high = fds.used() >= 0 && fds.softLimit() > 0 && fds.used() >= alarmingUse(fds.softLimit());
    lastSeen = report;
    return high && !before;
  }

  private void start(EmergencyReport emergency) {
    reportedBefore = true;
    reportedNanos = nanoClock.getAsLong();
    heldBack = 0;
    write(emergency);
  }

  private void write(EmergencyReport emergency) {
    String path;
    try {
      path = outlet.write(emergency.text());
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage());
      boolean hope = nanoClock.getAsLong() - reportedNanos < PATIENCE_NANOS && spare.noneIsFree();
      if (!hope) {
        told(emergency.notWritten(why));
      } else if (unwritten == null) {
        unwritten = emergency;
        logger.warn("{}; tried again for a minute", emergency.notWritten(why).summary());
      }
      return;
    }
    told(emergency.writtenTo(path));
  }

  private void told(EmergencyReport emergency) {
    unwritten = null;
    spare.restore();
    logger.warn("{}", emergency.summary());
    outlet.reported(emergency);
  }

  private static FdUsage fds(Report report) {
    return report.snapshot().kernel().fds();
  }

  /** The number that the descriptor gets with which the use is alarming. */
  private static int thresholdFd(FdUsage fds) {
    long use = fds.softLimit() > 0 ? alarmingUse(fds.softLimit()) : Long.MAX_VALUE;
    return (int) Math.min(Integer.MAX_VALUE, use - 1);
  }

  private static long alarmingUse(long softLimit) {
    return softLimit - softLimit / 10;
  }
}
