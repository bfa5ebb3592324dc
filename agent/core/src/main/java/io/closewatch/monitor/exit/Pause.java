package io.closewatch.monitor.exit;

/** What takes time. */
public interface Pause {
  long nanoTime();

  void sleep(long millis) throws InterruptedException;

  void collectGarbage();
}
