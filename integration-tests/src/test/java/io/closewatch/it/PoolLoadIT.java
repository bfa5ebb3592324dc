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
      // Requests that would not wait got no connection, and 5.6.5 drops a socket now and then when
      // it is interrupted while it connects: both are told, and are no leak.
      assertThat(report.findings())
          .as(report.text())
          .contains("POOL_EXHAUSTED")
          .isSubsetOf("POOL_EXHAUSTED", "CLOSED_BY_GC");
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

  /**
   * Without LAX and OFFLOCK: these pools themselves lose a lease now and then when a thread is
   * interrupted, without an agent too, and nothing tells such a one from a forgotten response.
   */
  static Stream<Arguments> loads() {
    return TestJdks.only17()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "client-4.5.14", "PoolLoad4", 100_000, ""),
                    Arguments.of(jdk, "client-5.6.5", "PoolLoad5", 100_000, "STRICT")));
  }
}
