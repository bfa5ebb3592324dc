package io.closewatch.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Heap that open sockets take, after full collections. Arguments: sockets (half of them connect,
 * half are accepted), distinct traces of the connecting ones, whether an agent with scans is
 * expected.
 */
final class HeapPerSocket {
  private static final int WARM_UP_PAIRS = 50;
  private static final int COLLECTIONS = 6;

  private HeapPerSocket() {}

  public static void main(String[] args) throws Exception {
    int sockets = Integer.parseInt(args[0]);
    int traces = Integer.parseInt(args[1]);
    boolean scanExpected = Boolean.parseBoolean(args[2]);
    Lockstep.serve(
        command -> {
          Reply tooLow = DescriptorLimit.tooLowFor(sockets);
          return tooLow != null ? tooLow : measure(sockets, traces, AgentScan.find(scanExpected));
        });
  }

  private static Reply measure(int sockets, int traces, @Nullable AgentScan scan) throws Exception {
    new LoopbackPairs(WARM_UP_PAIRS).open(1).close();
    if (scan != null) {
      scan.scanNow();
    }
    try (LoopbackPairs pairs = new LoopbackPairs(sockets / 2)) {
      long before = usedAfterFullGc();
      pairs.open(traces);
      long open = usedAfterFullGc();
      if (scan != null) {
        scan.scanNow();
      }
      long scanned = usedAfterFullGc();
      return Reply.of("open", (double) (open - before)).and("scanned", (double) (scanned - before));
    }
  }

  /** References and finalizers of one collection are only gone after the next ones. */
  private static long usedAfterFullGc() throws InterruptedException {
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
