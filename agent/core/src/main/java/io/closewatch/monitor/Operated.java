package io.closewatch.monitor;

import io.closewatch.diagnosis.Graces;
import io.closewatch.report.Mutes;
import io.closewatch.report.Report;

/** What the operator's controls read and change; thread-safe. */
public interface Operated {

  /** The report of the last scan, never null. */
  Report latest();

  /** Scans on the calling thread. */
  Report scan();

  /** From the next scan on. */
  void judgeBy(Graces graces, long intervalMillis);

  /** From the next scan on. */
  void mute(Mutes mutes);

  /** Peaks count from now on, and the list of recovered findings starts anew. */
  void forgetPast();
}
