package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

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
      AgentReport report = PoolFinding.await(mbeans, set.findings());

      assertThat(mbeans.pools()).as(report.text()).containsAll(set.pools());
      assertThat(report.text())
          .contains("\nHTTP connection pools, heaviest first\n  " + set.managerName() + "-");
    }
  }

  static Stream<Arguments> setsOnEachJdk() {
    return TestJdks.all()
        .flatMap(jdk -> Stream.of(PoolSet.values()).map(set -> Arguments.of(jdk, set)));
  }
}
