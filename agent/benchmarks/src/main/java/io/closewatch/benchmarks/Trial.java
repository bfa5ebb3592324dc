package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.List;

/** An entry of the catalogue: compares JVMs with each agent to JVMs without one. */
interface Trial {

  /** As {@code --only} takes it. */
  String name();

  List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort)
      throws IOException, InterruptedException;
}
