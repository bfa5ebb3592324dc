package io.closewatch.tracker;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The handlers that were used last, so that a thread that takes over socket after socket at one
 * line needs one object for all of them. A fixed number of places; two that meet in one place only
 * cost objects. Thread-safe, without lock.
 */
final class Handlers {
  private static final int SIZE = 256;

  private final AtomicReferenceArray<@Nullable Handler> recent = new AtomicReferenceArray<>(SIZE);

  /**
   * The handler of that thread.
   *
   * @param takenAt the stack of the takeover, or null for that of the open
   */
  @SuppressWarnings("ReferenceEquality") // interned; equal ones would only cost an object
  Handler of(Thread thread, @Nullable Trace takenAt) {
    int place =
        (System.identityHashCode(thread) * 31 + System.identityHashCode(takenAt)) & SIZE - 1;
    Handler known = recent.get(place);
    String name = thread.getName();
    if (known != null
        && known.get() == thread
        && known.takenAt() == takenAt
        && (name.isEmpty() || known.threadName().equals(name))) {
      return known;
    }
    Handler fresh = new Handler(thread, ThreadName.of(thread), takenAt);
    recent.set(place, fresh);
    return fresh;
  }
}
