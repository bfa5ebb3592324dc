package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Asynchronous requests that are cancelled at any moment leave no lease behind. */
class AsyncLoadIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @ParameterizedTest(name = "{1} {3} {2} on {0}")
  @MethodSource("loads")
  @ResourceLock("machine")
  void resultsAreTheSameAndTheBalanceReturnsToZero(
      Jdk jdk, String libraries, int requests, String client, String policy) {
    AgentJvm load = jvm(jdk, libraries, requests, client, policy);
    Output without = load.run();
    assertThat(without.stdout()).as(without.text()).endsWith("ready").hasSize(11);

    try (RunningApp app = load.agent().start()) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> app.stdout().contains("ready"));
      assertThat(app.stdout()).isEqualTo(without.stdout());
      await()
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(app.mbeans().pools())
                      .singleElement()
                      .asString()
                      .contains(" leased 0 ", " pending 0 "));
      // Twice every grace: what stays leased would be a finding by then.
      await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
      AgentReport report = app.mbeans().freshReport();
      assertThat(report.findings()).as(report.text()).isEmpty();
    }
  }

  private static AgentJvm jvm(
      Jdk jdk, String libraries, int requests, String client, String policy) {
    return AgentJvm.on(jdk)
        .probe("AsyncLoad", Integer.toString(requests), client, policy)
        .classPath(PoolSet.jars(libraries))
        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
  }

  static Stream<Arguments> loads() {
    return Stream.concat(
        TestJdks.only17().flatMap(jdk -> loads(jdk, 30_000)),
        TestJdks.oldestAndNewest().flatMap(jdk -> loads(jdk, 5_000)));
  }

  private static Stream<Arguments> loads(Jdk jdk, int requests) {
    return Stream.of(
        Arguments.of(jdk, "async-4.1.5", requests, "4", ""),
        Arguments.of(jdk, "client-5.6.5", requests, "5", "STRICT"),
        Arguments.of(jdk, "client-5.6.5", requests, "5", "LAX"),
        Arguments.of(jdk, "client-5.6.5", requests, "5", "OFFLOCK"));
  }
}
