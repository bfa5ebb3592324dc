package io.closewatch.tracker;

/** Where sockets of one kind come from: an interned stack and its call site. */
final class Origin {
  private final Trace trace;
  private final CallSite site;

  Origin(Trace trace, CallSite site) {
    this.trace = trace;
    this.site = site;
  }

  Trace trace() {
    return trace;
  }

  CallSite site() {
    return site;
  }
}
