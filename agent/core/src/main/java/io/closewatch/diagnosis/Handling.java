package io.closewatch.diagnosis;

import io.closewatch.tracker.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Who took a socket over after it was opened, and what that thread does now. For a connection: the
 * code that first asked for its streams, or registered it with a selector. For a listening socket:
 * the code that accepts on it. Immutable.
 */
public final class Handling {
  private final Trace takenAt;
  private final String threadName;
  private final @Nullable ThreadSnapshot thread;
  private final boolean threadEnded;
  private final @Nullable SelectorSnapshot selector;
  private final int soTimeoutMillis;

  /**
   * @param takenAt the stack that asked for the streams, registered the channel, or accepted
   * @param threadName of the thread that has to act: the one of {@code takenAt}, or the one that
   *     selects
   * @param thread that thread now; null if it ended or was not looked at
   * @param threadEnded true if the thread is known to have ended
   * @param selector the registration, or null if there is none
   * @param soTimeoutMillis SO_TIMEOUT of a java.net socket, 0 for "waits for ever", -1 if not known
   */
  public Handling(
      Trace takenAt,
      String threadName,
      @Nullable ThreadSnapshot thread,
      boolean threadEnded,
      @Nullable SelectorSnapshot selector,
      int soTimeoutMillis) {
    this.takenAt = takenAt;
    this.threadName = threadName;
    this.thread = thread;
    this.threadEnded = threadEnded;
    this.selector = selector;
    this.soTimeoutMillis = soTimeoutMillis;
  }

  public Trace takenAt() {
    return takenAt;
  }

  public String threadName() {
    return threadName;
  }

  public @Nullable ThreadSnapshot thread() {
    return thread;
  }

  public boolean threadEnded() {
    return threadEnded;
  }

  /** Whether the thread is known to be still in the code that took over. */
  public boolean isInside() {
    return Handlers.isInside(this);
  }

  /** Whether the thread is known to be elsewhere by now. */
  public boolean hasLeft() {
    return threadEnded || (thread != null && takenAt.siteIndex() >= 0 && !isInside());
  }

  public @Nullable SelectorSnapshot selector() {
    return selector;
  }

  public int soTimeoutMillis() {
    return soTimeoutMillis;
  }
}
