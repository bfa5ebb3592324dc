package io.closewatch.tracker;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one call site at one moment. Immutable. A site is one line of code and one {@link
 * SocketKind}.
 */
public final class SiteSnapshot {
  private final Frame frame;
  private final SocketKind kind;
  private final String fingerprint;
  private final long opened;
  private final long closed;
  private final long closedByGc;
  private final long lost;
  private final long open;
  private final long peak;
  private final @Nullable Trace collected;
  private final List<TestCount> collectedIn;

  /**
   * Counts are numbers of sockets since the agent started; {@code opened = closed + closedByGc +
   * open}.
   */
  public SiteSnapshot(
      Frame frame,
      SocketKind kind,
      String fingerprint,
      long opened,
      long closed,
      long closedByGc,
      long open,
      long peak) {
    this(
        frame,
        kind,
        fingerprint,
        opened,
        closed,
        closedByGc,
        0,
        open,
        peak,
        null,
        Collections.emptyList());
  }

  /**
   * As above.
   *
   * @param lost how many of those that the collector closed the library itself had lost
   * @param collected the stack that opened another one which the collector closed
   * @param collectedIn the tests that opened those others
   */
  SiteSnapshot(
      Frame frame,
      SocketKind kind,
      String fingerprint,
      long opened,
      long closed,
      long closedByGc,
      long lost,
      long open,
      long peak,
      @Nullable Trace collected,
      List<TestCount> collectedIn) {
    this.frame = frame;
    this.kind = kind;
    this.fingerprint = fingerprint;
    this.opened = opened;
    this.closed = closed;
    this.closedByGc = closedByGc;
    this.lost = lost;
    this.open = open;
    this.peak = peak;
    this.collected = collected;
    this.collectedIn = collectedIn;
  }

  /** The same for some of the sockets that the collector closed. */
  SiteSnapshot withCollected(long count, Trace openedAt) {
    return new SiteSnapshot(
        frame, kind, fingerprint, opened, closed, count, 0, open, peak, openedAt, collectedIn);
  }

  /**
   * The line of code; for a stack without any application frame the JDK or library frame that
   * stands for it.
   */
  public Frame frame() {
    return frame;
  }

  public SocketKind kind() {
    return kind;
  }

  /**
   * 16 hex digits over class, method and kind; stable when lines move. Several sites of one method
   * share it.
   */
  public String fingerprint() {
    return fingerprint;
  }

  public long opened() {
    return opened;
  }

  /** Closed by code. */
  public long closed() {
    return closed;
  }

  /** Closed only because the garbage collector met an unclosed socket. */
  public long closedByGc() {
    return closedByGc;
  }

  /** Those of them that the code dropped; the others were lost by the library that opened them. */
  public long dropped() {
    return closedByGc - lost;
  }

  public long open() {
    return open;
  }

  /** The most that were ever open at once. */
  public long peak() {
    return peak;
  }

  /** The stack that opened the last socket which the code dropped, or null. */
  public @Nullable Trace collected() {
    return collected;
  }

  /** The tests that opened sockets which the collector closed, most first; empty without tests. */
  public List<TestCount> collectedIn() {
    return collectedIn;
  }
}
