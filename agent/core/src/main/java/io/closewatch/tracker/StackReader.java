package io.closewatch.tracker;

import org.jspecify.annotations.Nullable;

/** Reads the stacks of one pool's callers: frames of its own library are not the application's. */
final class StackReader {
  private final TraceTable traces;
  private final SiteRule rule;

  StackReader(TraceTable traces, SiteRule rule) {
    this.traces = traces;
    this.rule = rule;
  }

  Trace traceOf(BareStack stack) {
    return traces.traceOf(stack, rule);
  }

  /** The stack of the running thread. */
  Trace traceOfCaller() {
    @Nullable Trace trace = traces.traceOfCaller(rule);
    return trace == null ? TraceTable.OTHER_TRACE : trace;
  }
}
