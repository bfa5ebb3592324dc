package io.closewatch.tracker;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A thread and the stack with which it took sockets over. The thread is held weakly; one handler
 * serves all sockets that a thread took over at one line. Immutable.
 */
public final class Handler extends WeakReference<Thread> implements Takeover {
  private final String threadName;
  private final @Nullable Trace takenAt;

  Handler(Thread thread, String threadName, @Nullable Trace takenAt) {
    super(thread);
    this.threadName = threadName;
    this.takenAt = takenAt;
  }

  /** The stack, or null if it is the one that opened the socket. */
  @Nullable Trace takenAt() {
    return takenAt;
  }

  /** What the thread was called then. */
  public String threadName() {
    return threadName;
  }

  @Override
  public Handler handler() {
    return this;
  }

  @Override
  public @Nullable Registration registration() {
    return null;
  }
}
