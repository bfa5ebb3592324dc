package io.closewatch.monitor;

import io.closewatch.diagnosis.Finding;

/** Told of leaks that come and go; called on the monitor's own thread. */
public interface FindingListener {

  /** A leak that the scan before did not see. */
  void leakDetected(Finding finding);

  /** A leak that is gone. */
  void leakResolved(Finding finding);
}
