package io.closewatch.benchmarks;

import io.closewatch.prometheus.ConfigFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A warm scrape by the JMX exporter's collector with our rules: with our MBeans, and without them
 * in a JVM without the agent. Wall time is the median, CPU time that of the thread that scrapes.
 */
final class ScrapeOverhead implements Trial {
  private static final int[] LINES = {0, 50, 5_000};
  private static final String WARM_UP = "400";
  private static final String PER_SLICE = "20";

  @Override
  public String name() {
    return "scrape";
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort) throws IOException {
    Path rules = Files.createTempFile("closewatch-rules", ".yaml");
    Files.write(rules, ConfigFile.RULES.text().getBytes(StandardCharsets.UTF_8));
    List<Comparison> all = new ArrayList<>();
    for (int lines : LINES) {
      for (JavaAgent agent : agents) {
        Comparison wall = new Comparison(name() + "-" + lines, "us", jdk, agent);
        Comparison cpu = new Comparison(name() + "-" + lines + "-cpu", "us", jdk, agent);
        for (int i = 0; i < effort.rounds(); i++) {
          try (ChildJvm baseline = start(jdk, JavaAgent.NONE, lines, rules);
              ChildJvm child = start(jdk, agent, lines, rules)) {
            compare(baseline, child, effort, wall, cpu);
          }
        }
        all.addAll(Arrays.asList(wall, cpu));
      }
    }
    Files.delete(rules);
    return all;
  }

  /** With a short grace, so that the leaks have their rows when the first scrape comes. */
  private static ChildJvm start(Jdk jdk, JavaAgent agent, int lines, Path rules)
      throws IOException {
    return ChildJvm.start(
        jdk,
        agent,
        Arrays.asList(
            "-Dclosewatch.closeWaitGrace=100ms",
            ScrapeCost.class.getName(),
            Integer.toString(lines),
            Boolean.toString(agent.isOwn()),
            rules.toString()));
  }

  private static void compare(
      ChildJvm baseline, ChildJvm child, Effort effort, Comparison wall, Comparison cpu)
      throws IOException {
    String skipReason = baseline.ask(WARM_UP).skipReason();
    if (skipReason != null) {
      wall.skip(skipReason);
      cpu.skip(skipReason);
      return;
    }
    child.ask(WARM_UP);
    Samples[] without = {new Samples(), new Samples()};
    Samples[] with = {new Samples(), new Samples()};
    for (int slice = 0; slice < effort.slices(); slice++) {
      add(baseline.ask(PER_SLICE), without);
      add(child.ask(PER_SLICE), with);
    }
    wall.addRound(without[0].median(), with[0].median());
    cpu.addRound(without[1].median(), with[1].median());
  }

  private static void add(Reply reply, Samples[] to) {
    to[0].add(reply.value("wall"));
    to[1].add(reply.value("cpu"));
  }
}
