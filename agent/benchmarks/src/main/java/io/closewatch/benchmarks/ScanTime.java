package io.closewatch.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Holds sockets open and scans them on command. Arguments: sockets, whether an agent with scans is
 * expected.
 */
final class ScanTime {
  private ScanTime() {}

  public static void main(String[] args) throws Exception {
    int sockets = Integer.parseInt(args[0]);
    Reply tooLow = DescriptorLimit.tooLowFor(sockets);
    if (tooLow != null) {
      Lockstep.serve(command -> tooLow);
      return;
    }
    try (LoopbackPairs pairs = new LoopbackPairs(sockets / 2)) {
      pairs.open(1);
      AgentScan scan = AgentScan.find(Boolean.parseBoolean(args[1]));
      Lockstep.serve(command -> scan(scan));
    }
  }

  private static Reply scan(@Nullable AgentScan scan) throws Exception {
    if (scan == null) {
      return Reply.skipped("this agent has no scan");
    }
    long start = System.nanoTime();
    scan.scanNow();
    double elapsedMillis = (System.nanoTime() - start) / 1e6;
    return Reply.of("elapsed", elapsedMillis).and("own", scan.lastScanMillis());
  }
}
