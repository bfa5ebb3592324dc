package io.closewatch.report;

import io.closewatch.tracker.SiteSnapshot;

/** Counters of a line that opens sockets, or the difference of two of them. Immutable. */
final class SiteChange {
  static final SiteChange NONE = new SiteChange("", "", 0, 0, 0, 0);

  final String kind;
  final String location;
  final long open;
  final long opened;
  final long closed;
  final long closedByGc;

  private SiteChange(
      String kind, String location, long open, long opened, long closed, long closedByGc) {
    this.kind = kind;
    this.location = location;
    this.open = open;
    this.opened = opened;
    this.closed = closed;
    this.closedByGc = closedByGc;
  }

  static SiteChange of(SiteSnapshot site) {
    return new SiteChange(
        site.kind().label(),
        site.frame().location(),
        site.open(),
        site.opened(),
        site.closed(),
        site.closedByGc());
  }

  SiteChange plus(SiteChange other) {
    return new SiteChange(
        kind,
        location,
        open + other.open,
        opened + other.opened,
        closed + other.closed,
        closedByGc + other.closedByGc);
  }

  SiteChange since(SiteChange before) {
    return new SiteChange(
        kind,
        location,
        open - before.open,
        opened - before.opened,
        closed - before.closed,
        closedByGc - before.closedByGc);
  }

  boolean isNothing() {
    return opened == 0 && closed == 0 && closedByGc == 0;
  }
}
