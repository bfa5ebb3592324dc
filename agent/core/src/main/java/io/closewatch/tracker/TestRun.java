package io.closewatch.tracker;

/** One test, or what runs in a container of tests, from its start on. Thread-safe. */
public final class TestRun {
  private static final String OUTSIDE = ", outside its tests";

  private final String containerId;
  private final boolean container;
  private final String threadName;
  private final TestOrigin origin;
  private volatile boolean overlapped;

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
  TestOrigin origin() {
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
}
