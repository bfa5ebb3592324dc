package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oldest and the newest library of each generation: what was forgotten, what idles, what ran
 * out, each at its line, and nothing about the pool that was used as it should be.
 */
class PoolsIT {

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("setsOnEachJdk")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void eachPoolGivesExactlyItsFindings(Jdk jdk, PoolSet set) {
    try (RunningApp app = set.start(jdk)) {
      app.awaitReady();
      AgentMBeans mbeans = app.mbeans();
      AtomicReference<AgentReport> last = new AtomicReference<>(new AgentReport(""));
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(
              () -> {
                last.set(mbeans.freshReport());
                assertThat(PoolFinding.in(last.get())).isEqualTo(set.findings());
              });

      assertThat(last.get().findings()).hasSameSizeAs(set.findings());
      assertThat(mbeans.pools()).as(last.get().text()).containsAll(set.pools());
      assertThat(last.get().text())
          .contains("\nHTTP connection pools, heaviest first\n")
          .contains(set.poolName(1) + ": ");
    }
  }

  static Stream<Arguments> setsOnEachJdk() {
    return TestJdks.all()
        .flatMap(jdk -> Stream.of(PoolSet.values()).map(set -> Arguments.of(jdk, set)));
  }
}
