package io.closewatch.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Asks closewatch in this JVM for a scan, over JMX as any other client would. */
final class AgentScan {
  private static final long MBEAN_DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final MBeanServer server;
  private final ObjectName report;
  private final ObjectName sockets;

  private AgentScan(MBeanServer server) throws JMException {
    this.server = server;
    this.report = new ObjectName("io.closewatch:type=Report");
    this.sockets = new ObjectName("io.closewatch:type=Sockets");
  }

  /**
   * Null if no agent of this JVM scans. The MBean is registered by a thread of the agent, so an
   * expected one is waited for.
   */
  static @Nullable AgentScan find(boolean expected) throws JMException, InterruptedException {
    AgentScan scan = new AgentScan(ManagementFactory.getPlatformMBeanServer());
    long deadline = System.nanoTime() + (expected ? MBEAN_DEADLINE_NANOS : 0);
    while (!scan.server.isRegistered(scan.report)) {
      if (System.nanoTime() - deadline >= 0) {
        return null;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return scan;
  }

  void scanNow() throws JMException {
    server.invoke(report, "scanNow", new Object[0], new String[0]);
  }

  /** Scans until so many sockets are found leaked. */
  void untilLeaked(int count) throws JMException, InterruptedException {
    while (((Number) server.getAttribute(sockets, "LeakedSockets")).intValue() != count) {
      TimeUnit.MILLISECONDS.sleep(50);
      scanNow();
    }
  }

  /** When the last scan was made, in seconds since the epoch. */
  long lastScanAt() throws JMException {
    return ((Number) server.getAttribute(sockets, "ScanTimestampSeconds")).longValue();
  }

  /** How long the last scan took by the agent's own clock. */
  double lastScanMillis() throws JMException {
    Number seconds = (Number) server.getAttribute(sockets, "ScanDurationSeconds");
    return seconds.doubleValue() * 1_000;
  }
}
