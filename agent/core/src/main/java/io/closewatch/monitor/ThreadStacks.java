package io.closewatch.monitor;

import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.ThreadName;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of single threads, each asked for at most once a scan, and for how long they have been
 * the same from scan to scan. Never asks for all threads: an application may have thousands. Holds
 * threads weakly, and forgets those that a scan did not ask for. One thread at a time.
 */
final class ThreadStacks {
  /** Stacks of one scan. */
  static final int AT_MOST = 200;

  private static final int FRAMES = 64;

  private Map<Integer, Seen> before = new HashMap<>();
  private Map<Integer, Seen> now = new HashMap<>();
  private long nowNanos;

  /** A new scan: every thread is looked at afresh. */
  void begin(long nanos) {
    before = now;
    now = new HashMap<>();
    nowNanos = nanos;
  }

  /**
   * The thread as it is in this scan; null if it has ended, may not be looked at, or if {@code
   * limit} threads were looked at already.
   */
  @Nullable ThreadSnapshot of(Thread thread, int limit) {
    Integer key = System.identityHashCode(thread);
    Seen seen = now.get(key);
    if (seen != null && seen.get() == thread) {
      return seen.snapshot;
    }
    if (now.size() >= limit) {
      return null;
    }
    Seen fresh = look(thread, before.get(key));
    if (fresh != null) {
      now.put(key, fresh);
    }
    return fresh == null ? null : fresh.snapshot;
  }

  private @Nullable Seen look(Thread thread, @Nullable Seen last) {
    Thread.State state;
    StackTraceElement[] elements;
    try {
      state = thread.getState();
      elements = thread.getStackTrace();
    } catch (Throwable t) {
      return null; // a SecurityManager forbids it, or a subclass has its own idea of a stack
    }
    if (elements.length == 0) {
      return null; // ended
    }
    List<Frame> frames = new ArrayList<>(Math.min(FRAMES, elements.length));
    for (int i = 0; i < elements.length && i < FRAMES; i++) {
      frames.add(Frame.of(elements[i]));
    }
    boolean still = last != null && last.get() == thread && last.snapshot.frames().equals(frames);
    long since = still && last != null ? last.sinceNanos : nowNanos;
    return new Seen(
        thread,
        since,
        new ThreadSnapshot(
            ThreadName.of(thread),
            state,
            still && last != null ? last.snapshot.frames() : frames,
            TimeUnit.NANOSECONDS.toMillis(nowNanos - since)));
  }

  private static final class Seen extends WeakReference<Thread> {
    private final long sinceNanos;
    private final ThreadSnapshot snapshot;

    Seen(Thread thread, long sinceNanos, ThreadSnapshot snapshot) {
      super(thread);
      this.sinceNanos = sinceNanos;
      this.snapshot = snapshot;
    }
  }
}
