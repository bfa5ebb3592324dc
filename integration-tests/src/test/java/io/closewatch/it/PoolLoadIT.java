package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Aborts, redirects, time-outs and interrupts of 16 threads neither change nor unbalance, and what
 * the library itself loses is not said to be the program's fault.
 */
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
          .isSubsetOf("POOL_EXHAUSTED", "CLOSED_BY_GC", "LEASE_NOT_RETURNED");
      assertThat(report.leaks()).as(report.text()).isEmpty();
      assertThat(report.text()).doesNotContain("never given back");
      assertThat(app.mbeans().pools())
          .as(report.text())
          .singleElement()
          .asString()
          .contains(leased(policy, report.count("LEASE_NOT_RETURNED")) + " available 0 pending 0 ");
      assertThat(app.mbeans().suppressedErrors()).isZero();
    }
  }

  /**
   * LAX and OFFLOCK now and then give a connection to a thread that was interrupted, without an
   * agent too. OFFLOCK does not hold it either: what the collector has taken is still counted by
   * the pool, and is in no finding of it.
   */
  private static String leased(String policy, long lost) {
    switch (policy) {
      case "LAX":
        return " leased " + lost;
      case "OFFLOCK":
        return "";
      default:
        return " leased 0";
    }
  }

  private static AgentJvm jvm(
      Jdk jdk, String libraries, String probe, int requests, String policy) {
    return AgentJvm.on(jdk)
        .probe(probe, Integer.toString(requests), policy)
        .classPath(PoolSet.jars(libraries))
        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
  }

  /** Few requests to the pools that lose places: with the last of these the others would wait. */
  static Stream<Arguments> loads() {
    return TestJdks.only17()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "client-4.5.14", "PoolLoad4", 100_000, ""),
                    Arguments.of(jdk, "client-5.6.5", "PoolLoad5", 100_000, "STRICT"),
                    Arguments.of(jdk, "client-5.6.5", "PoolLoad5", 10_000, "LAX"),
                    Arguments.of(jdk, "client-5.6.5", "PoolLoad5", 10_000, "OFFLOCK")));
  }
}
