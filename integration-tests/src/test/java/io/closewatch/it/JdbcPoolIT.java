package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool whose borrowers are not known: its own thread, which fills it, is not to blame. */
class JdbcPoolIT {

  @ParameterizedTest
  @MethodSource("oldestAndNewest")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void theThreadThatFillsAPoolIsNotBlamedForWhatABorrowerForgets(Jdk jdk) {
    try (RunningApp app =
        AgentJvm.on(jdk)
            .probe("JdbcPool")
            .classPath(PoolSet.jars("jdbc"))
            .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
            .agent()
            .start()) {
      app.awaitReady();
      AgentReport report = app.awaitFinding("NOT_CLOSED");

      assertThat(report.findings()).as(report.text()).containsExactly("NOT_CLOSED");
      assertThat(report.leaks()).as(report.text()).isEmpty();
      assertThat(report.verdict()).contains("no leak found");
      assertThat(report.unwrapped())
          .contains(
              "NOT_CLOSED (suspect): 3 sockets",
              "opened by the library's own thread HikariPool-1 connection adder x3",
              "Fix: Look for the code that borrows connections from com.zaxxer.hikari.pool");
    }
  }

  static Stream<Jdk> oldestAndNewest() {
    return TestJdks.oldestAndNewest();
  }
}
