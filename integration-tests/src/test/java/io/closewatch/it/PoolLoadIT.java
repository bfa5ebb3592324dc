package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Aborts, redirects, time-outs and interrupts of 16 threads neither change nor unbalance. */
class PoolLoadIT {

  @ParameterizedTest(name = "{1} {2} {4} on {0}", allowZeroInvocations = true)
  @MethodSource("loads")
  @ResourceLock("machine")
  void resultsAreTheSameAndTheBalanceReturnsToZero(
      Jdk jdk, String libraries, String probe, int requests, String policy) {
    Output without = jvm(jdk, libraries, probe, requests, policy).run();
    assertThat(without.stdout()).as(without.text()).endsWith("ready").hasSizeGreaterThan(5);

    try (RunningApp app = jvm(jdk, libraries, probe, requests, policy).agent().start()) {
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> app.stdout().contains("ready"));
      assertThat(app.stdout()).isEqualTo(without.stdout());

      // Twice every grace: what stays leased would be a finding by then.
      await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
      AgentReport report = app.mbeans().freshReport();
      // Requests that would not wait got no connection: that is told, and it is no leak.
      assertThat(report.findings()).as(report.text()).containsOnly("POOL_EXHAUSTED");
      assertThat(report.leaks()).as(report.text()).isEmpty();
      assertThat(app.mbeans().pools())
          .as(report.text())
          .singleElement()
          .asString()
          .contains(" leased 0 available 0 pending 0 ");
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

  /** Without LAX: that pool itself loses a lease now and then here, without an agent too. */
  static Stream<Arguments> loads() {
    return TestJdks.only17()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "client-4.5.14", "PoolLoad4", 100_000, ""),
                    Arguments.of(jdk, "client-5.6.5", "PoolLoad5", 100_000, "STRICT"),
                    Arguments.of(jdk, "client-5.6.5", "PoolLoad5", 20_000, "OFFLOCK")));
  }
}
