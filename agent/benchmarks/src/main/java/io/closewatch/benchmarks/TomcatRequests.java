package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests per second of a downloaded Tomcat under {@code wrk}, one server per configuration, which
 * take turns; and the server's CPU time per request, which shows what an idle core hides.
 */
final class TomcatRequests implements Trial {
  private static final int WARM_UP_SECONDS = 10;
  private static final int SLICE_SECONDS = 3;

  private final String name;
  private final boolean keepAlive;

  TomcatRequests(String name, boolean keepAlive) {
    this.name = name;
    this.keepAlive = keepAlive;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Comparison> run(Jdk jdk, List<JavaAgent> agents, Effort effort)
      throws IOException, InterruptedException {
    List<Comparison> all = new ArrayList<>();
    for (JavaAgent agent : agents) {
      all.add(new Comparison(name, "requests/s", jdk, agent));
      all.add(new Comparison(name, "cpu us/request", jdk, agent));
    }
    String skipReason = skipReason(jdk);
    if (skipReason != null) {
      all.forEach(comparison -> comparison.skip(skipReason));
      return all;
    }
    for (int round = 0; round < effort.rounds(); round++) {
      addRound(jdk, agents, effort, all);
    }
    return all;
  }

  private static @Nullable String skipReason(Jdk jdk) {
    return jdk.version().startsWith("1.8")
        ? "Tomcat 10.1 needs Java 11"
        : Wrk.isThere() ? null : "wrk is missing (package wrk)";
  }

  private void addRound(Jdk jdk, List<JavaAgent> agents, Effort effort, List<Comparison> all)
      throws IOException, InterruptedException {
    List<DownloadedTomcat> tomcats = new ArrayList<>();
    try {
      tomcats.add(DownloadedTomcat.start(jdk, JavaAgent.NONE));
      for (JavaAgent agent : agents) {
        tomcats.add(DownloadedTomcat.start(jdk, agent));
      }
      for (DownloadedTomcat tomcat : tomcats) {
        Wrk.run(tomcat.url(), effort.scaled(WARM_UP_SECONDS), keepAlive);
      }
      compare(tomcats, effort, all);
    } finally {
      for (DownloadedTomcat tomcat : tomcats) {
        tomcat.close();
      }
    }
  }

  /** Each turn of all servers gives a ratio, of which a round takes the median. */
  private void compare(List<DownloadedTomcat> tomcats, Effort effort, List<Comparison> all)
      throws IOException, InterruptedException {
    List<Samples> rates = new ArrayList<>();
    List<Samples> costs = new ArrayList<>();
    for (int i = 0; i < tomcats.size(); i++) {
      rates.add(new Samples());
      costs.add(new Samples());
    }
    for (int slice = 0; slice < effort.slices(); slice++) {
      for (int turn = 0; turn < tomcats.size(); turn++) {
        int i = slice % 2 == 0 ? turn : tomcats.size() - 1 - turn;
        double cpu = tomcats.get(i).cpuSeconds();
        Wrk wrk = Wrk.run(tomcats.get(i).url(), SLICE_SECONDS, keepAlive);
        rates.get(i).add(wrk.perSecond());
        costs.get(i).add((tomcats.get(i).cpuSeconds() - cpu) * 1e6 / wrk.requests());
      }
    }
    for (int i = 1; i < tomcats.size(); i++) {
      addRound(all.get(2 * i - 2), rates.get(0), rates.get(i));
      addRound(all.get(2 * i - 1), costs.get(0), costs.get(i));
    }
  }

  private static void addRound(Comparison comparison, Samples baseline, Samples withAgent) {
    comparison.addRound(
        baseline.median(), withAgent.median(), withAgent.dividedBy(baseline).median());
  }
}
