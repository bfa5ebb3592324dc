package io.closewatch.tracker;

/** The pools that one line made, by what became of them. Immutable. */
public final class PoolSite {
  private final Frame frame;
  private final Trace trace;
  private final PoolKind kind;
  private final long created;
  private final long closed;
  private final long collected;

  /**
   * @param frame the line of the application that made them
   * @param trace the stack of one of them
   * @param kind of the pools
   * @param created how many since the agent came
   * @param closed how many of these code has shut down, or emptied if they have one connection
   * @param collected how many of these the garbage collector took although nobody had shut them
   *     down; shut down by a finalizer counts here
   */
  public PoolSite(
      Frame frame, Trace trace, PoolKind kind, long created, long closed, long collected) {
    this.frame = frame;
    this.trace = trace;
    this.kind = kind;
    this.created = created;
    this.closed = closed;
    this.collected = collected;
  }

  public Frame frame() {
    return frame;
  }

  public Trace trace() {
    return trace;
  }

  public PoolKind kind() {
    return kind;
  }

  public long created() {
    return created;
  }

  public long closed() {
    return closed;
  }

  public long collected() {
    return collected;
  }
}
