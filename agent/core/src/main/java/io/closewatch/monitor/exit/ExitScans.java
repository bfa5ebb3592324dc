package io.closewatch.monitor.exit;

import io.closewatch.diagnosis.Snapshot;
import io.closewatch.report.Report;

/** The scans that an exit report is made of. */
public interface ExitScans {

  /** Scans now, as ever. */
  Report scan();

  /** What a scan would see now, without judging or remembering it. */
  Snapshot look();

  /** Scans for the last time, and judges by what {@code before} had seen. */
  Report scanAtExit(Report before);
}
