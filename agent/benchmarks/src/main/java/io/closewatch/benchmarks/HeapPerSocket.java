package io.closewatch.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Heap that open sockets take, after full collections. Arguments: sockets (half of them connect,
 * half are accepted), distinct traces of the connecting ones, whether an agent with scans is
 * expected.
 */
final class HeapPerSocket {
  private static final int WARM_UP_PAIRS = 50;

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
      long before = LiveHeap.bytes();
      pairs.open(traces);
      long open = LiveHeap.bytes();
      if (scan != null) {
        scan.scanNow();
      }
      long scanned = LiveHeap.bytes();
      return Reply.of("open", (double) (open - before)).and("scanned", (double) (scanned - before));
    }
  }
}
