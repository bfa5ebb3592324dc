package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Heap per open socket and per distinct trace, the program's own sockets included on both sides:
 * what the agent takes is the column "added". "Scanned" includes the report that the agent keeps.
 */
final class HeapGrowth implements Trial {
  private static final int SOCKETS = 10_000;
  private static final int TRACES = 1_000;

  @Override
  public String name() {
    return "heap-per-socket";
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort) throws IOException {
    int sockets = effort.scaled(SOCKETS);
    int traces = effort.scaled(TRACES);
    List<Comparison> all = new ArrayList<>();
    for (JavaAgent agent : agents) {
      Comparison open = new Comparison(name(), "B/socket", jdk, agent);
      Comparison scanned = new Comparison("heap-per-socket-scanned", "B/socket", jdk, agent);
      Comparison trace = new Comparison("heap-per-trace", "B/trace", jdk, agent);
      for (int i = 0; i < effort.rounds(); i++) {
        Reply baseline = measure(jdk, JavaAgent.NONE, sockets, 1);
        Reply one = measure(jdk, agent, sockets, 1);
        Reply many = measure(jdk, agent, sockets, traces);
        String skipReason = baseline.skipReason();
        if (skipReason != null) {
          open.skip(skipReason);
          break;
        }
        addRound(open, "open", baseline, one, sockets);
        addRound(scanned, "scanned", baseline, one, sockets);
        addRound(trace, "open", one, many, traces);
      }
      all.addAll(Arrays.asList(open, scanned, trace));
    }
    return all;
  }

  private static void addRound(
      Comparison comparison, String value, Reply baseline, Reply withAgent, int divisor) {
    comparison.addRound(baseline.value(value) / divisor, withAgent.value(value) / divisor);
  }

  /** The serial collector: its full collection leaves no slack between live objects. */
  private static Reply measure(Jdk jdk, JavaAgent agent, int sockets, int traces)
      throws IOException {
    List<String> program =
        Arrays.asList(
            "-XX:+UseSerialGC",
            HeapPerSocket.class.getName(),
            Integer.toString(sockets),
            Integer.toString(traces),
            Boolean.toString(agent.isOwn()));
    try (ChildJvm child = ChildJvm.start(jdk, agent, program)) {
      return child.ask("measure");
    }
  }
}
