package io.closewatch.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds sockets open and does nothing, for as many seconds as a command says; answers with the
 * milliseconds of CPU time per second of the agent's thread and of the whole JVM, and with those of
 * one scan. Arguments: sockets, "open" or "leaked", whether an agent with scans is expected.
 */
final class AgentThreadCpu {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String AGENT_THREAD = "closewatch-monitor";

  private AgentThreadCpu() {}

  public static void main(String[] args) throws Exception {
    int sockets = Integer.parseInt(args[0]);
    boolean leaked = args[1].equals("leaked");
    Reply tooLow = DescriptorLimit.tooLowFor(sockets);
    if (tooLow != null) {
      Lockstep.serve(command -> tooLow);
      return;
    }
    try (ManyLines leaks = new ManyLines();
        LoopbackPairs pairs = new LoopbackPairs(leaked ? 0 : sockets / 2)) {
      leaks.leak(leaked ? sockets : 0);
      pairs.open(1);
      AgentScan scan = AgentScan.find(Boolean.parseBoolean(args[2]));
      Lockstep.serve(command -> idle(Integer.parseInt(command), scan));
    }
  }

  private static Reply idle(int seconds, @Nullable AgentScan scan) throws Exception {
    long thread = agentThread();
    long cpuStart = ProcessCpu.nanos();
    long agentStart = cpuOf(thread);
    long start = System.nanoTime();
    int scans = 0;
    long last = scan == null ? 0 : scan.lastScanAt();
    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
      TimeUnit.MILLISECONDS.sleep(500);
      long latest = scan == null ? 0 : scan.lastScanAt();
      scans += latest == last ? 0 : 1;
      last = latest;
    }
    double took = (System.nanoTime() - start) / 1e9;
    double agent = (cpuOf(thread) - agentStart) / 1e6;
    double all = (ProcessCpu.nanos() - cpuStart) / 1e6;
    return Reply.of("agent", agent / took)
        .and("all", all / took)
        .and("scan", agent / Math.max(1, scans));
  }

  private static long cpuOf(long thread) {
    return thread < 0 ? 0 : THREADS.getThreadCpuTime(thread);
  }

  /** -1 without one. */
  private static long agentThread() {
    for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (info != null && info.getThreadName().equals(AGENT_THREAD)) {
        return info.getThreadId();
      }
    }
    return -1;
  }
}
