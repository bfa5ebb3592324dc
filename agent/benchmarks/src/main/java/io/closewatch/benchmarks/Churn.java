package io.closewatch.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Time per operation. A round starts one fresh JVM per configuration, warms each up and then lets
 * them run in turn, a slice of some 100 ms each, in alternating order: what disturbs the machine
 * for longer than a slice disturbs all of them. The ratio of a round is the median of its slices'
 * ratios.
 */
final class Churn implements Trial {
  /** As many slices of warm-up as the compilers need, and then some. */
  private static final int WARM_UP_SLICES = 20;

  private final String name;
  private final int operations;
  private final List<String> program;

  Churn(String name, int operations, Class<?> program, String... arguments) {
    this.name = name;
    this.operations = operations;
    this.program = new ArrayList<>();
    this.program.add(program.getName());
    this.program.addAll(Arrays.asList(arguments));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort) throws IOException {
    List<Comparison> wall = new ArrayList<>();
    List<Comparison> cpu = new ArrayList<>();
    for (JavaAgent agent : agents) {
      wall.add(new Comparison(name, "ns/op", jdk, agent));
      cpu.add(new Comparison(name, "cpu ns/op", jdk, agent));
    }
    for (int i = 0; i < effort.rounds(); i++) {
      try (Round round = new Round(jdk, agents)) {
        round.run(effort);
        round.compareWall(wall);
        round.compareCpu(cpu);
      }
    }
    wall.addAll(cpu);
    return wall;
  }

  /** Fresh children: the baseline first, then one per agent. */
  private final class Round implements Closeable {
    private final List<ChildJvm> children = new ArrayList<>();
    private final List<List<Reply>> slices = new ArrayList<>();

    Round(Jdk jdk, List<JavaAgent> agents) throws IOException {
      children.add(ChildJvm.start(jdk, JavaAgent.NONE, program));
      for (JavaAgent agent : agents) {
        children.add(ChildJvm.start(jdk, agent, program));
      }
    }

    void run(Effort effort) throws IOException {
      String slice = Integer.toString(effort.scaled(operations));
      for (ChildJvm child : children) {
        child.ask(Integer.toString(effort.scaled(operations * WARM_UP_SLICES)));
      }
      for (int i = 0; i < effort.slices(); i++) {
        Reply[] replies = new Reply[children.size()];
        for (int turn = 0; turn < replies.length; turn++) {
          int child = i % 2 == 0 ? turn : replies.length - 1 - turn;
          replies[child] = children.get(child).ask(slice);
        }
        slices.add(Arrays.asList(replies));
      }
    }

    void compareWall(List<Comparison> comparisons) {
      Samples baselines = samples("wall", 0);
      for (int i = 0; i < comparisons.size(); i++) {
        Samples withAgent = samples("wall", i + 1);
        double ratio = withAgent.dividedBy(baselines).median();
        comparisons.get(i).addRound(baselines.median(), withAgent.median(), ratio);
      }
    }

    /**
     * Some JVMs count CPU time in steps of 10 ms: too coarse for one slice, not for all of them.
     */
    void compareCpu(List<Comparison> comparisons) {
      for (int i = 0; i < comparisons.size(); i++) {
        comparisons.get(i).addRound(samples("cpu", 0).mean(), samples("cpu", i + 1).mean());
      }
    }

    private Samples samples(String value, int child) {
      Samples samples = new Samples();
      for (List<Reply> slice : slices) {
        samples.add(slice.get(child).value(value));
      }
      return samples;
    }

    @Override
    public void close() {
      for (ChildJvm child : children) {
        child.close();
      }
    }
  }
}
