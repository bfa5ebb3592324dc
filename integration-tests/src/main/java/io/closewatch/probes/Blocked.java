package io.closewatch.probes;

/** Waits until another thread is stuck in a system call, so that a test need not guess a time. */
final class Blocked {

  static void awaitNative(Thread thread) throws InterruptedException {
    while (true) {
      StackTraceElement[] stack = thread.getStackTrace();
      if (stack.length > 0 && stack[0].isNativeMethod()) {
        return;
      }
      Thread.sleep(5);
    }
  }

  private Blocked() {}
}
