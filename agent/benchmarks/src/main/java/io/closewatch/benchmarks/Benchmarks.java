package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs the benchmarks and prints one table; writes nothing else. */
public final class Benchmarks {
  private static final int EXIT_USAGE = 2;

  private Benchmarks() {}

  /** Runs what the command line asks for. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      BenchmarkOptions options = BenchmarkOptions.parse(args);
      System.out.print(
          ResultTable.format(run(options, options.jdks(), options.agents(), options.effort())));
    } catch (UsageException e) {
      System.err.println(e.getMessage() + "\n" + BenchmarkOptions.usage());
      System.exit(EXIT_USAGE);
    }
  }

  private static List<Comparison> run(
      BenchmarkOptions options, List<Jdk> jdks, List<JavaAgent> agents, Effort effort)
      throws IOException, InterruptedException {
    List<Comparison> all = new ArrayList<>();
    for (Jdk jdk : jdks) {
      List<JavaAgent> usable = new ArrayList<>();
      for (JavaAgent agent : agents) {
        String failure = Preflight.failure(jdk, agent);
        if (failure == null) {
          usable.add(agent);
        } else {
          Comparison none = new Comparison("(all)", "", jdk, agent);
          none.skip("its JVM does not start: " + failure);
          all.add(none);
        }
      }
      for (Trial trial : options.benchmarks()) {
        System.err.println(trial.name() + " on " + jdk.version());
        all.addAll(trial.run(jdk, usable, effort));
      }
    }
    return all;
  }
}
