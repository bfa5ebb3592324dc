package io.closewatch.tracker;

import org.jspecify.annotations.Nullable;

/**
 * Identifies the stack of the calling thread cheaply. It hashes from the innermost frame to the
 * call site and a number of frames beyond; two stacks that differ only further out count as one.
 */
interface StackHash {

  /**
   * Frames from the call site on whose method name is hashed too: class and position alone would
   * mix up two methods of one class that open a socket at the same bytecode index.
   */
  int NAMED_FRAMES = 1;

  /** Frames hashed beyond the call site. */
  int OUTER_FRAMES = 6;

  /**
   * Frames looked at in search of the call site; java.net.http has about 30 between channel and
   * caller.
   */
  int MAX_FRAMES = 96;

  /** The hash of this thread's stack as seen by {@code rule}. */
  long ofCaller(SiteRule rule);

  /** Adds one 64-bit value to a hash. */
  static long mix(long hash, long value) {
    long h = (hash ^ value) * 0x9E3779B97F4A7C15L;
    return h ^ (h >>> 29);
  }

  /** The class that uses StackWalker, or null on Java 8. */
  static @Nullable StackHash ofStackWalker() {
    try {
      return Class.forName("io.closewatch.tracker.StackWalkerHash")
          .asSubclass(StackHash.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }
}
