package io.closewatch.tracker;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One line of code that opens sockets of one kind, with exact counters. Thread-safe, lock-free. */
final class CallSite {
  private final Frame frame;
  private final SocketKind kind;
  private final String fingerprint;
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong closed = new AtomicLong();
  private final AtomicLong closedByGc = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();
  private volatile @Nullable Trace collected;

  /** How many the collector closed of each test; null until one of a test was. */
  private volatile @Nullable CountsByTest collectedIn;

  CallSite(Frame frame, SocketKind kind) {
    this.frame = frame;
    this.kind = kind;
    this.fingerprint = Fingerprint.of(frame, kind);
  }

  void socketOpened() {
    opened.incrementAndGet();
    raisePeak(open.incrementAndGet());
  }

  /** The peak counts from now on. */
  void forgetPeak() {
    peak.set(open.get());
    raisePeak(open.get()); // some may have come in between
  }

  private void raisePeak(int now) {
    int seen = peak.get();
    while (now > seen && !peak.compareAndSet(seen, now)) {
      seen = peak.get();
    }
  }

  void socketClosed() {
    closed.incrementAndGet();
    open.decrementAndGet();
  }

  void socketCollected(TrackedSocket socket, @Nullable TestOrigin test) {
    if (socket.isLost()) {
      lost.incrementAndGet();
    } else {
      collected = socket.trace();
      if (test != null) {
        collectedIn().add(test);
      }
    }
    closedByGc.incrementAndGet();
    open.decrementAndGet();
  }

  /** On the JDK's cleaner threads. */
  private synchronized CountsByTest collectedIn() {
    CountsByTest counts = collectedIn;
    if (counts == null) {
      counts = new CountsByTest();
      collectedIn = counts;
    }
    return counts;
  }

  /**
   * The counters add up. Where sockets open and close faster than they can be read a few times
   * over, those are open that are not closed: what is read of the closed ones first was opened.
   */
  SiteSnapshot snapshot() {
    long closedNow;
    long gcNow;
    int openNow;
    long openedNow;
    int tries = 0;
    do {
      closedNow = closed.get();
      gcNow = closedByGc.get();
      openNow = open.get();
      openedNow = opened.get();
    } while (openedNow != closedNow + gcNow + openNow && ++tries < 8);
    long notClosed = openedNow - closedNow - gcNow;
    CountsByTest byTest = collectedIn;
    return new SiteSnapshot(
        frame,
        kind,
        fingerprint,
        openedNow,
        closedNow,
        gcNow,
        Math.min(gcNow, lost.get()), // read last, as it is counted first
        notClosed,
        Math.max(notClosed, peak.get()),
        collected,
        byTest == null ? Collections.emptyList() : byTest.counts());
  }
}
