package io.closewatch.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Wall time of a program, from the fork of its JVM to its exit; configurations take turns. */
final class StartUp implements Trial {
  private static final int RUNS_PER_ROUND = 4;
  private static final int WARM_UP_RUNS = 2;
  private static final File NOWHERE = new File("/dev/null");

  private final String name;
  private final Class<?> program;

  StartUp(String name, Class<?> program) {
    this.name = name;
    this.program = program;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort)
      throws IOException, InterruptedException {
    List<JavaAgent> configurations = new ArrayList<>();
    configurations.add(JavaAgent.NONE);
    configurations.addAll(agents);
    List<Comparison> comparisons = new ArrayList<>();
    for (JavaAgent agent : agents) {
      comparisons.add(new Comparison(name, "ms", jdk, agent));
    }
    int runs = effort.rounds() * effort.scaled(RUNS_PER_ROUND);
    for (int run = -WARM_UP_RUNS; run < runs; run++) {
      double[] millis = new double[configurations.size()];
      for (int turn = 0; turn < millis.length; turn++) {
        int i = run % 2 == 0 ? turn : millis.length - 1 - turn;
        millis[i] = millis(jdk, configurations.get(i));
      }
      for (int i = 0; run >= 0 && i < comparisons.size(); i++) {
        comparisons.get(i).addRound(millis[0], millis[i + 1]);
      }
    }
    return comparisons;
  }

  private double millis(Jdk jdk, JavaAgent agent) throws IOException, InterruptedException {
    List<String> command =
        ChildJvm.command(jdk, agent, Collections.singletonList(program.getName()));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectOutput(NOWHERE).redirectError(NOWHERE).start();
    process.waitFor();
    return (System.nanoTime() - start) / 1e6;
  }
}
