package io.closewatch.tracker;

import java.lang.ref.WeakReference;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * With which stack a thread registered an accepted channel with a selector last. A server registers
 * each connection that it accepts at one line with the same stack: one walk for all of them. A
 * fixed number of places; two that meet in one place only cost walks. Thread-safe, without lock.
 */
final class Registrars {
  private static final int SIZE = 256;

  private final AtomicReferenceArray<@Nullable Registered> last = new AtomicReferenceArray<>(SIZE);

  /**
   * The stack with which that thread registers, or null if it is to be looked at.
   *
   * @param acceptedAt the stack that accepted the channel: ports whose connections differ in line
   *     are accepted with different ones
   */
  @Nullable Trace stackOf(Thread thread, Selector selector, Trace acceptedAt) {
    Registered known = last.get(place(thread, acceptedAt));
    return known != null && known.is(thread, selector, acceptedAt) ? known.takenAt : null;
  }

  void registered(Thread thread, Selector selector, Trace acceptedAt, Trace takenAt) {
    last.set(
        place(thread, acceptedAt), new Registered(thread.getId(), selector, acceptedAt, takenAt));
  }

  private static int place(Thread thread, Trace acceptedAt) {
    return (int) thread.getId() * 31 + System.identityHashCode(acceptedAt) & SIZE - 1;
  }

  /** Threads by their ids, which no other thread gets later. */
  private static final class Registered extends WeakReference<Selector> {
    private final long threadId;
    private final Trace acceptedAt;
    private final Trace takenAt;

    Registered(long threadId, Selector selector, Trace acceptedAt, Trace takenAt) {
      super(selector);
      this.threadId = threadId;
      this.acceptedAt = acceptedAt;
      this.takenAt = takenAt;
    }

    @SuppressWarnings("ReferenceEquality") // interned; equal ones would only cost a walk
    boolean is(Thread thread, Selector selector, Trace accepted) {
      return threadId == thread.getId() && acceptedAt == accepted && get() == selector;
    }
  }
}
