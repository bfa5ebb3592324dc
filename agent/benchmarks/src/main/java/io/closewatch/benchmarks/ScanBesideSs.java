package io.closewatch.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The agent's scan of its own JVM beside {@code ss -tanp} on the same table: the ratio is scan /
 * ss. Baseline and agent alternate while one JVM holds the sockets.
 */
final class ScanBesideSs implements Trial {
  private static final int SOCKETS = 18_000;
  private static final int SCANS_PER_ROUND = 4;
  private static final int WARM_UP_SCANS = 3;
  private static final File NOWHERE = new File("/dev/null");

  @Override
  public String name() {
    return "scan-time";
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort)
      throws IOException, InterruptedException {
    List<Comparison> all = new ArrayList<>();
    for (JavaAgent agent : agents) {
      Comparison elapsed = new Comparison(name(), "ms (ss -tanp)", jdk, agent);
      Comparison own = new Comparison("scan-time-by-own-clock", "ms (ss -tanp)", jdk, agent);
      List<String> program =
          Arrays.asList(
              ScanTime.class.getName(),
              Integer.toString(effort.scaled(SOCKETS)),
              Boolean.toString(agent.isOwn()));
      try (ChildJvm child = ChildJvm.start(jdk, agent, program)) {
        compare(child, effort, elapsed, own);
      }
      all.add(elapsed);
      all.add(own);
    }
    return all;
  }

  private static void compare(ChildJvm child, Effort effort, Comparison elapsed, Comparison own)
      throws IOException, InterruptedException {
    Reply scan = child.ask("scan");
    for (int i = 1; i < WARM_UP_SCANS; i++) {
      scan = child.ask("scan");
    }
    String skipReason = scan.skipReason();
    if (skipReason != null) {
      elapsed.skip(skipReason);
      own.skip(skipReason);
      return;
    }
    for (int i = 0; i < effort.rounds() * SCANS_PER_ROUND; i++) {
      double ssMillis;
      try {
        ssMillis = ssMillis();
      } catch (IOException e) {
        elapsed.skip("ss is missing (package iproute2): " + e.getMessage());
        return;
      }
      scan = child.ask("scan");
      elapsed.addRound(ssMillis, scan.value("elapsed"));
      own.addRound(ssMillis, scan.value("own"));
    }
  }

  private static double ssMillis() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process ss =
        new ProcessBuilder("ss", "-tanp").redirectOutput(NOWHERE).redirectError(NOWHERE).start();
    if (ss.waitFor() != 0) {
      throw new IOException("ss -tanp failed");
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
