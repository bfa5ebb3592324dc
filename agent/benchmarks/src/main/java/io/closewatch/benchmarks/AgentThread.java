package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the agent takes in a JVM that does nothing but hold 5,000 sockets, with its default
 * interval. The baseline of its thread is the promised limit, a hundredth of a core; of one scan
 * what that leaves every 10 s, as scans that cost more come less often. The baseline of the whole
 * JVM is one without the agent.
 */
final class AgentThread implements Trial {
  private static final int SOCKETS = 5_000;
  private static final int SECONDS = 100;
  private static final double LIMIT_PER_SECOND = 10;
  private static final double LIMIT_PER_SCAN = 100;

  @Override
  public String name() {
    return "agent-thread";
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort) throws IOException {
    List<Comparison> all = new ArrayList<>();
    for (String sockets : new String[] {"open", "leaked"}) {
      for (JavaAgent agent : agents) {
        String measure = name() + "-" + sockets;
        Comparison thread = new Comparison(measure, "ms/s (limit)", jdk, agent);
        Comparison scan = new Comparison(measure + "-scan", "ms/scan (limit)", jdk, agent);
        Comparison jvm = new Comparison("idle-jvm-" + sockets, "ms/s", jdk, agent);
        for (int i = 0; i < effort.rounds(); i++) {
          round(jdk, agent, sockets, Integer.toString(effort.scaled(SECONDS)), thread, scan, jvm);
        }
        all.addAll(Arrays.asList(thread, scan, jvm));
      }
    }
    return all;
  }

  private static void round(
      Jdk jdk,
      JavaAgent agent,
      String sockets,
      String seconds,
      Comparison thread,
      Comparison scan,
      Comparison jvm)
      throws IOException {
    Reply without = measure(jdk, JavaAgent.NONE, sockets, seconds);
    Reply with = measure(jdk, agent, sockets, seconds);
    String skipReason = with.skipReason();
    if (skipReason != null) {
      thread.skip(skipReason);
      scan.skip(skipReason);
      jvm.skip(skipReason);
      return;
    }
    jvm.addRound(without.value("all"), with.value("all"));
    if (agent.isOwn()) {
      thread.addRound(LIMIT_PER_SECOND, with.value("agent"));
      scan.addRound(LIMIT_PER_SCAN, with.value("scan"));
    }
  }

  private static Reply measure(Jdk jdk, JavaAgent agent, String sockets, String seconds)
      throws IOException {
    List<String> program =
        Arrays.asList(
            AgentThreadCpu.class.getName(),
            Integer.toString(SOCKETS),
            sockets,
            Boolean.toString(agent.isOwn()));
    try (ChildJvm child = ChildJvm.start(jdk, agent, program)) {
      return child.ask(seconds);
    }
  }
}
