package io.closewatch.monitor;

import io.closewatch.diagnosis.Finding;

/** Told of leaks that come and go; called on the monitor's own thread. */
public interface FindingListener {

  /** A leak that the scan before did not see. */
  void leakDetected(Finding finding);

  /**
   * Requests got no connection of an HTTP pool, which the scan before did not see; also if no leak
   * is known to be the reason.
   */
  default void poolExhausted(Finding finding) {}

  /** A leak that is gone. */
  void leakResolved(Finding finding);
}
