package io.closewatch.monitor;

/** Something that the monitor's thread tries after each scan until it says that it is done. */
public interface Chore {

  /** True when it need not be called again. */
  boolean done();

  /** True to be called every 100 ms instead of after each scan. */
  boolean isUrgent();
}
