package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cancels, redirects and broken responses of 16 threads neither change nor unbalance. */
class AsyncLoadIT {

  @ParameterizedTest(name = "{1} {2} {4} on {0}", allowZeroInvocations = true)
  @MethodSource("loads")
  @ResourceLock("machine")
  void resultsAreTheSameTheBalanceReturnsToZeroAndNothingIsFound(
      Jdk jdk, String libraries, String probe, int requests, String policy) {
    Output without = jvm(jdk, libraries, probe, requests, policy).run();
    assertThat(without.stdout())
        .as(without.text())
        .containsSubsequence("not back: 0", "ready")
        .hasSizeGreaterThan(8);

    try (RunningApp app = jvm(jdk, libraries, probe, requests, policy).agent().start()) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> app.stdout().contains("ready"));
      assertThat(app.stdout()).isEqualTo(without.stdout());

      // Twice every grace: what stays leased would be a finding by then.
      await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
      AgentReport report = app.mbeans().freshReport();
      assertThat(report.findings()).as(report.text()).isEmpty();
      assertThat(report.text()).doesNotContain("\nRecovered").contains("no leak found");
      assertThat(app.mbeans().pools())
          .as(report.text())
          .singleElement()
          .asString()
          .contains(" leased 0 available 0 pending 0 ")
          .endsWith(" timed out 0");
      assertThat(app.mbeans().suppressedErrors()).isZero();
    }
  }

  private static AgentJvm jvm(
      Jdk jdk, String libraries, String probe, int requests, String policy) {
    return AgentJvm.on(jdk)
        .probe(probe, Integer.toString(requests), policy)
        .classPath(PoolSet.jars(libraries))
        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
  }

  /**
   * 100,000 by the two generations' usual pools, which takes each some 5 s without an agent, so
   * that this class ends within a minute; the other policies share all but the pool with those.
   */
  static Stream<Arguments> loads() {
    return TestJdks.only17()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "async-4.1.5", "AsyncLoad4", 50_000, ""),
                    Arguments.of(jdk, "client-5.6.5", "AsyncLoad5", 50_000, "STRICT"),
                    Arguments.of(jdk, "client-5.6.5", "AsyncLoad5", 20_000, "LAX"),
                    Arguments.of(jdk, "client-5.6.5", "AsyncLoad5", 20_000, "OFFLOCK")));
  }
}
