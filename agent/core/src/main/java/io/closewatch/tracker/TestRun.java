package io.closewatch.tracker;

import java.util.List;

/** One test, or what runs in a container of tests, from its start on. Thread-safe. */
public final class TestRun {
  private static final String OUTSIDE = ", outside its tests";

  private final String containerId;
  private final boolean container;
  private final String threadName;
  private final TestOrigin origin;
  private volatile boolean overlapped;
  private final CollectedSockets collected = new CollectedSockets();

  TestRun(String id, String name, boolean container, String threadName) {
    // The ids of tests are long, and nobody asks for them later.
    this.containerId = container ? id : "";
    this.container = container;
    this.threadName = threadName;
    this.origin = new TestOrigin(container ? name + OUTSIDE : name, false);
  }

  boolean isContainer() {
    return container;
  }

  boolean isOn(String thread) {
    return threadName.equals(thread);
  }

  /** What is opened in it for sure. */
  public TestOrigin origin() {
    return origin;
  }

  /** Whether this container holds the other one, as ids of JUnit tell. */
  boolean isAround(TestRun other) {
    return container
        && other.containerId.length() > containerId.length()
        && other.containerId.startsWith(containerId);
  }

  /** Another test ran during a part of it. */
  boolean isOverlapped() {
    return overlapped;
  }

  void overlapped() {
    overlapped = true;
  }

  /** The collector has closed a socket of this one. */
  void collected(CallSite site, Trace openedAt, String byThread) {
    collected.add(site, openedAt, isOn(byThread));
  }

  /** Whether the collector has closed a socket that this one must answer for. */
  boolean hasCollected() {
    return collected.has(!overlapped);
  }

  /**
   * The lines that opened sockets of this one which the collector has closed, with the number of
   * these as {@link SiteSnapshot#closedByGc}; only those that it must answer for.
   */
  public List<SiteSnapshot> collected() {
    return collected.sites(!overlapped);
  }
}
