package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/**
 * A probe that at first reads all its responses, then forgets three, and gives them back at the
 * end. What it prints is the same with and without an agent.
 */
final class ForgetfulProbe implements AutoCloseable {

  static final List<String> OUTPUT =
      List.of(
          "200 20",
          "200 20",
          "200 20",
          "clean",
          "ready",
          "200 20",
          "200 20",
          "200 20",
          "given back");

  /** The server hangs up after a second, and the graces are over 600 ms later. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

  private final RunningApp app;

  private ForgetfulProbe(RunningApp app) {
    this.app = app;
  }

  /** Comes back when the three are forgotten, and nothing was said of the careful part. */
  static ForgetfulProbe start(AgentJvm jvm) {
    ForgetfulProbe probe = new ForgetfulProbe(jvm.start());
    try {
      probe.app.awaitLine("clean");
      assertQuiet(probe.mbeans());
      probe.app.send("");
      probe.app.awaitReady();
      return probe;
    } catch (Throwable t) {
      probe.app.close();
      throw t;
    }
  }

  /** Nothing is found, nor was, until long after a careless program would have been told of. */
  static void assertQuiet(AgentMBeans mbeans) {
    await()
        .during(LONG_ENOUGH)
        .atMost(LONG_ENOUGH.multipliedBy(5))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              AgentReport report = mbeans.freshReport();
              assertThat(report.findings()).as(report.text()).isEmpty();
              assertThat(report.text()).doesNotContain("\nRecovered");
            });
  }

  /** Without their numbers: whether the careful pool got one depends on the moments of scans. */
  static List<String> pools(AgentMBeans mbeans) {
    return mbeans.pools().stream()
        .map(pool -> pool.replaceFirst("-\\d+ leased", " leased"))
        .sorted()
        .toList();
  }

  AgentMBeans mbeans() {
    return app.mbeans();
  }

  AgentReport awaitFinding(String kind) {
    return app.awaitFinding(kind);
  }

  /** The finding and the pool go when the responses have been read and the client is closed. */
  void giveBack() {
    app.send("");
    app.awaitLine("given back");
    await().atMost(RunningApp.PATIENCE).untilAsserted(this::assertAllGone);
  }

  @Override
  public void close() {
    app.close();
    assertThat(app.stdout()).isEqualTo(OUTPUT);
  }

  private void assertAllGone() {
    AgentReport report = mbeans().freshReport();
    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(mbeans().pools()).isEmpty();
  }
}
