package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever is stopped while it waits for a connection has leased none, even if the library gives it
 * one afterwards.
 */
@ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
class LeaseWaitsIT {

  @ParameterizedTest(name = "{1} {2} {3} on {0}")
  @MethodSource("waits")
  void aRequestThatIsStoppedWhileItWaitsIsNotBlamed(
      Jdk jdk, String libraries, String policy, String stop) {
    try (RunningApp app = start(jdk, libraries, policy, stop)) {
      app.awaitReady();
      assertThat(app.stdout()).containsExactly("given up", "ready");
      // The server hangs up after a second, whoever has the connection.
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> app.mbeans().freshReport().text().contains("CLOSE_WAIT"));
      AgentReport report = app.awaitFinding("IDLE_IN_POOL");

      assertThat(report.leaks()).as(report.text()).isEmpty();
      assertThat(report.findings()).as(report.text()).doesNotContain("POOL_EXHAUSTED");
    }
  }

  /** 5.0 gives the connection to the one who does not wait any more, and so loses it. */
  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("losses")
  void aConnectionThatTheLibraryLosesIsItsOwnFault(Jdk jdk, String policy) {
    try (RunningApp app = start(jdk, "client-5.0", policy, "interrupt")) {
      app.awaitReady();
      assertThat(app.stdout()).containsExactly("given up", "ready");
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> app.mbeans().freshReport().text().contains("- kernel: CLOSE_WAIT"));
      // Twice the grace, after which a lease in CLOSE_WAIT is certain to be forgotten.
      await()
          .during(Duration.ofMillis(1_200))
          .atMost(RunningApp.PATIENCE)
          .until(() -> app.mbeans().freshReport().leaks(), List::isEmpty);
      AgentReport report = app.mbeans().freshReport();

      assertThat(report.findings()).as(report.text()).containsExactly("LEASE_NOT_RETURNED");
      assertThat(report.unwrapped())
          .contains("(suspect): 1 connection, no line known 1 place of a pool lost by the HTTP")
          .contains("- given to a request that had stopped waiting: 1 ")
          .contains("leased at no line: the request had stopped waiting x1,");
    }
  }

  static Stream<Arguments> losses() {
    return TestJdks.only17()
        .flatMap(jdk -> Stream.of(Arguments.of(jdk, "STRICT"), Arguments.of(jdk, "LAX")));
  }

  private static RunningApp start(Jdk jdk, String libraries, String policy, String stop) {
    return AgentJvm.on(jdk)
        .probe("LeaseWaits", policy, stop)
        .classPath(PoolSet.jars(libraries))
        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
        .agent()
        .start();
  }

  static Stream<Arguments> waits() {
    return TestJdks.only17()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "client-5.0", "STRICT", "cancel"),
                    Arguments.of(jdk, "client-5.0", "LAX", "cancel"),
                    Arguments.of(jdk, "client-5.6.5", "STRICT", "cancel"),
                    Arguments.of(jdk, "client-5.6.5", "LAX", "cancel"),
                    Arguments.of(jdk, "client-5.6.5", "OFFLOCK", "cancel"),
                    Arguments.of(jdk, "client-5.6.5", "STRICT", "interrupt"),
                    Arguments.of(jdk, "client-5.6.5", "LAX", "interrupt"),
                    Arguments.of(jdk, "client-5.6.5", "OFFLOCK", "interrupt")));
  }
}
