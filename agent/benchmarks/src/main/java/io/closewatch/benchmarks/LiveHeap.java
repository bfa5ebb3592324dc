package io.closewatch.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;

/** What is left of the heap after full collections. */
final class LiveHeap {
  private static final int COLLECTIONS = 6;

  private LiveHeap() {}

  /** References and finalizers of one collection are only gone after the next ones. */
  static long bytes() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      // Not the usage of now: it counts whole thread-local buffers, megabytes of nothing.
      MemoryUsage afterCollection = pool.getCollectionUsage();
      used += afterCollection == null ? 0 : afterCollection.getUsed();
    }
    return used;
  }
}
