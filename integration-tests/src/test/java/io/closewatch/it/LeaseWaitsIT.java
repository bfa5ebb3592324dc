package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever is stopped while it waits for a connection has leased none, even if the library forgets
 * the one that it had found for it.
 */
@ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
class LeaseWaitsIT {

  @ParameterizedTest(name = "{1} {2} {3} on {0}")
  @MethodSource("waits")
  void aRequestThatIsStoppedWhileItWaitsIsNotBlamed(
      Jdk jdk, String libraries, String policy, String stop) {
    try (RunningApp app =
        AgentJvm.on(jdk)
            .probe("LeaseWaits", policy, stop)
            .classPath(PoolSet.jars(libraries))
            .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
            .agent()
            .start()) {
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

  /**
   * Without interrupts of 5.0, which gives the connection to the one who does not wait any more:
   * that looks like a response that was forgotten.
   */
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
