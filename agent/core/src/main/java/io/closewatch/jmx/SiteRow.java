package io.closewatch.jmx;

import io.closewatch.tracker.SiteSnapshot;

/** The numbers of one row of the site table while they are summed up; for one thread. */
final class SiteRow {
  long open;
  long opened;
  long closed;
  long closedByGc;
  long peak;
  long closeWait;
  long leaked;
  long leakedToGc;
  long leaksTotal;
  long oldestMillis;

  void add(SiteSnapshot site) {
    open += site.open();
    opened += site.opened();
    closed += site.closed();
    closedByGc += site.closedByGc();
    peak += site.peak();
  }

  void add(SiteRow that) {
    open += that.open;
    opened += that.opened;
    closed += that.closed;
    closedByGc += that.closedByGc;
    peak += that.peak;
    closeWait += that.closeWait;
    leaked += that.leaked;
    leakedToGc += that.leakedToGc;
    leaksTotal += that.leaksTotal;
    oldestMillis = Math.max(oldestMillis, that.oldestMillis);
  }
}
