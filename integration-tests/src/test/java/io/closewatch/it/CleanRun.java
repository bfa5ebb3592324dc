package io.closewatch.it;

import java.util.ArrayList;
import java.util.List;

/** A program without a fault, watched for as long as the test looks. */
final class CleanRun implements AutoCloseable {
  private final String name;
  private final boolean crawler;
  private final RunningApp app;
  private AgentReport last = new AgentReport("");

  private CleanRun(String name, boolean crawler, RunningApp app) {
    this.name = name;
    this.crawler = crawler;
    this.app = app;
  }

  static CleanRun start(Jdk jdk, Scenario scenario, String... arguments) {
    String name = scenario + " " + String.join(" ", arguments) + " on " + jdk;
    return new CleanRun(
        name,
        scenario.isCrawler(),
        AgentJvm.on(jdk).sample(scenario.sample(), arguments).brief().agent().start());
  }

  void awaitReady() {
    app.awaitReady();
  }

  void look() {
    last = app.mbeans().freshReport();
  }

  /** What was shown that should not have been; a leak that came and went counts as well. */
  List<String> alarms(Score score) {
    List<String> alarms = new ArrayList<>();
    if (!wrong().isEmpty() || last.text().contains("\nRecovered")) {
      score.falseAlarm(name);
      alarms.add(name + ":\n" + last.text());
    } else {
      score.quiet(name);
    }
    return alarms;
  }

  /** A pool that is told when to close idle connections leaves nothing to be said of it at all. */
  private List<String> wrong() {
    return crawler ? last.findings() : last.leaks();
  }

  void release() {
    app.release();
  }

  @Override
  public void close() {
    app.close();
  }
}
