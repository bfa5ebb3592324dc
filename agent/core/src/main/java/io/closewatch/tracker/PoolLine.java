package io.closewatch.tracker;

import java.util.concurrent.atomic.AtomicLong;

/** What became of the pools of one kind that one line made. Thread-safe, lock-free. */
final class PoolLine {
  private final Frame frame;
  private final Trace trace;
  private final PoolKind kind;
  private final AtomicLong created = new AtomicLong();
  private final AtomicLong closed = new AtomicLong();
  private final AtomicLong collected = new AtomicLong();

  PoolLine(Frame frame, Trace trace, PoolKind kind) {
    this.frame = frame;
    this.trace = trace;
    this.kind = kind;
  }

  void poolCreated() {
    created.incrementAndGet();
  }

  void poolClosed() {
    closed.incrementAndGet();
  }

  void poolCollected() {
    collected.incrementAndGet();
  }

  PoolSite snapshot() {
    long closedNow = closed.get();
    long collectedNow = collected.get();
    return new PoolSite(frame, trace, kind, created.get(), closedNow, collectedNow);
  }
}
