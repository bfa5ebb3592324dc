package io.closewatch.tracker;

/** How a thread is called in reports. */
public final class ThreadName {

  /** The thread's name; {@code virtual-<id>} for a nameless virtual one. */
  public static String of(Thread thread) {
    String name = thread.getName();
    return name.isEmpty() ? "virtual-" + thread.getId() : name;
  }

  private ThreadName() {}
}
