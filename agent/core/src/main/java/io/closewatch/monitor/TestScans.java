package io.closewatch.monitor;

import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.tracker.TestRun;

/** What is asked of a monitor when a test has ended. */
interface TestScans {

  /** Whether there is anything of the test to look at; costs no scan. */
  boolean hasLeft(TestRun test);

  /**
   * What a scan would see now, without judging or remembering it. Names no test but this one; the
   * calling thread is taken for the test's, and for done.
   */
  Snapshot look(TestRun test);

  /** What the agent judges by. */
  Graces graces();
}
