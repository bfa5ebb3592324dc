package io.closewatch.tracker;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which thread runs which selector. Asked for a place before every select, so it is a fixed table
 * by thread: while a thread goes on with its selector nothing is written and nothing allocated. Not
 * by selector: the only number that one has is its identity hash, and taking that ends biased
 * locking of it on 8 and 11. Thread-safe, without lock.
 */
final class SelectorThreads {
  private static final int SIZE = 1024;

  /** A thread may run several selectors in turn, and threads share places. */
  private static final int TRIES = 4;

  private final AtomicReferenceArray<@Nullable Loop> loops = new AtomicReferenceArray<>(SIZE);

  void selecting(Object selector, Thread thread) {
    int first = (int) thread.getId();
    int free = first & SIZE - 1;
    for (int i = TRIES - 1; i >= 0; i--) {
      int place = first + i & SIZE - 1;
      Loop loop = loops.get(place);
      if (loop == null || loop.isOver()) {
        free = place;
      } else if (loop.get() == selector && loop.thread.get() == thread) {
        return;
      }
    }
    loops.set(free, new Loop(selector, thread, System.nanoTime()));
  }

  /** The live threads that were seen to run {@code selector}, the newest first. */
  List<Thread> of(Object selector) {
    List<Loop> found = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Loop loop = loops.get(i);
      if (loop != null && loop.get() == selector) {
        found.add(loop);
      }
    }
    found.sort(NEWEST_FIRST);
    List<Thread> threads = new ArrayList<>();
    for (Loop loop : found) {
      Thread thread = loop.thread.get();
      if (thread != null && thread.isAlive()) {
        threads.add(thread);
      }
    }
    return threads;
  }

  private static final Comparator<Loop> NEWEST_FIRST =
      new Comparator<Loop>() {
        @Override
        public int compare(Loop one, Loop other) {
          return Long.signum(other.sinceNanos - one.sinceNanos);
        }
      };

  private static final class Loop extends WeakReference<Object> {
    private final WeakReference<Thread> thread;
    private final long sinceNanos;

    Loop(Object selector, Thread thread, long sinceNanos) {
      super(selector);
      this.thread = new WeakReference<>(thread);
      this.sinceNanos = sinceNanos;
    }

    boolean isOver() {
      return get() == null || thread.get() == null;
    }
  }
}
