package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one lease and its release take while threads lease at a given rate from one pool, without
 * any request: contention shows in the slowest ones, and a rate that is not kept. Rounds and slices
 * take turns as in {@link Churn}.
 */
final class PacedLeases implements Trial {
  /** A second's worth of one thread. */
  private static final int LEASES_PER_SLICE = LeasePace.LEASES_PER_SECOND;

  /** The compilers need longer than for a loop without rests. */
  private static final int WARM_UP_SLICES = 10;

  private final String name;
  private final List<String> program;

  PacedLeases(String name, Class<?> program, String threads) {
    this.name = name;
    this.program = Arrays.asList(program.getName(), threads);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort) throws IOException {
    List<Comparison> comparisons = new ArrayList<>();
    for (JavaAgent agent : agents) {
      for (LeasePace.Measure measure : LeasePace.Measure.values()) {
        comparisons.add(new Comparison(name, measure.unit(), jdk, agent));
      }
    }
    for (int round = 0; round < effort.rounds(); round++) {
      runRound(jdk, agents, effort, comparisons);
    }
    return comparisons;
  }

  private void runRound(
      Jdk jdk, List<JavaAgent> agents, Effort effort, List<Comparison> comparisons)
      throws IOException {
    List<ChildJvm> children = new ArrayList<>();
    try {
      children.add(ChildJvm.start(jdk, JavaAgent.NONE, program));
      for (JavaAgent agent : agents) {
        children.add(ChildJvm.start(jdk, agent, program));
      }
      compare(replies(children, effort), comparisons);
    } finally {
      children.forEach(ChildJvm::close);
    }
  }

  /** Of each child, one reply per slice. */
  private static List<List<Reply>> replies(List<ChildJvm> children, Effort effort)
      throws IOException {
    String slice = Integer.toString(effort.scaled(LEASES_PER_SLICE));
    List<List<Reply>> replies = new ArrayList<>();
    for (ChildJvm child : children) {
      child.ask(Integer.toString(effort.scaled(WARM_UP_SLICES * LEASES_PER_SLICE)));
      replies.add(new ArrayList<>());
    }
    for (int i = 0; i < effort.slices(); i++) {
      for (int turn = 0; turn < children.size(); turn++) {
        int child = i % 2 == 0 ? turn : children.size() - 1 - turn;
        replies.get(child).add(children.get(child).ask(slice));
      }
    }
    return replies;
  }

  private static void compare(List<List<Reply>> replies, List<Comparison> comparisons) {
    int next = 0;
    for (List<Reply> withAgent : replies.subList(1, replies.size())) {
      for (LeasePace.Measure measure : LeasePace.Measure.values()) {
        Samples baselines = samples(replies.get(0), measure);
        Samples values = samples(withAgent, measure);
        double ratio = values.dividedBy(baselines).median();
        comparisons.get(next++).addRound(baselines.median(), values.median(), ratio);
      }
    }
  }

  private static Samples samples(List<Reply> replies, LeasePace.Measure measure) {
    Samples samples = new Samples();
    replies.forEach(reply -> samples.add(reply.value(measure.name())));
    return samples;
  }
}
