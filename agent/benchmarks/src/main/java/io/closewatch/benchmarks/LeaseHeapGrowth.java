package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Heap per open lease of an HTTP pool, before and after a scan has read the stacks; the pool's own
 * entries count on both sides.
 */
final class LeaseHeapGrowth implements Trial {
  private static final int LEASES = 10_000;

  @Override
  public String name() {
    return "heap-per-lease";
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort) throws IOException {
    int leases = effort.scaled(LEASES);
    List<Comparison> all = new ArrayList<>();
    for (JavaAgent agent : agents) {
      Comparison open = new Comparison(name(), "B/lease", jdk, agent);
      Comparison scanned = new Comparison("heap-per-lease-scanned", "B/lease", jdk, agent);
      for (int i = 0; i < effort.rounds(); i++) {
        Reply baseline = measure(jdk, JavaAgent.NONE, leases);
        Reply with = measure(jdk, agent, leases);
        open.addRound(baseline.value("open") / leases, with.value("open") / leases);
        scanned.addRound(baseline.value("scanned") / leases, with.value("scanned") / leases);
      }
      all.addAll(Arrays.asList(open, scanned));
    }
    return all;
  }

  /** The serial collector: its full collection leaves no slack between live objects. */
  private static Reply measure(Jdk jdk, JavaAgent agent, int leases) throws IOException {
    List<String> program =
        Arrays.asList(
            "-XX:+UseSerialGC",
            HeapPerLease.class.getName(),
            Integer.toString(leases),
            Boolean.toString(agent.isOwn()));
    try (ChildJvm child = ChildJvm.start(jdk, agent, program)) {
      return child.ask("measure");
    }
  }
}
