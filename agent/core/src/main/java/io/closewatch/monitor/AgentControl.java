package io.closewatch.monitor;

import io.closewatch.report.Report;

/**
 * What the surfaces (JMX, attach commands) may ask of a running agent. Thread-safe; no method
 * throws.
 */
public interface AgentControl {

  /** The report of the last scan: an O(1) read, never null. */
  Report latest();

  /** Scans now on the calling thread and returns the new report. */
  Report scan();

  /**
   * Puts the classes back, ends all threads, unregisters the MBeans; idempotent. Returns a sentence
   * for the user.
   */
  String stop();
}
