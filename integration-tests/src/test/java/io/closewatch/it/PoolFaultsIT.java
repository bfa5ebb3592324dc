package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Pools that are odd, broken, or held by others. */
@ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
class PoolFaultsIT {

  private static final String LEAK = "LEASE_NOT_RETURNED certain 2 " + line("// lease: leak");

  @Test
  void aPoolWhoseLockIsHeldForEverIsReportedWithinASecond() {
    try (RunningApp app = start("busy")) {
      AgentMBeans mbeans = app.mbeans();
      PoolFinding.await(mbeans, List.of(LEAK));

      long before = System.nanoTime();
      AgentReport report = mbeans.freshReport();
      long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();

      assertThat(millis).isLessThan(1_000);
      assertThat(report.unwrapped()).contains("pool lock busy");
      assertThat(report.text()).contains(line("// lease: leak"));
    }
  }

  @Test
  void oneOfThousandPoolsLeaks() {
    try (RunningApp app = start("thousand")) {
      AgentReport report = PoolFinding.await(app.mbeans(), List.of(LEAK));

      assertThat(report.unwrapped()).containsPattern("and \\d{3} more pools: 0 leased");
      assertThat(report.text().lines().count()).isLessThan(100);
      assertThat(app.mbeans().pools()).hasSizeBetween(1, 50);
    }
  }

  @Test
  void aSubclassedManagerIsAPoolAsAnyOther() {
    try (RunningApp app = start("subclassed")) {
      PoolFinding.await(app.mbeans(), List.of(LEAK));

      assertThat(app.mbeans().pools())
          .containsExactly(pool("PoolingHttpClientConnectionManager-1"));
    }
  }

  @Test
  void aWrappedManagerIsAPoolAsAnyOther() {
    try (RunningApp app = start("wrapped")) {
      PoolFinding.await(app.mbeans(), List.of(LEAK));

      assertThat(app.mbeans().pools())
          .containsExactly(pool("PoolingHttpClientConnectionManager-1"));
    }
  }

  @Test
  void leasesOfAClosedPoolAreNobodysFault() {
    try (RunningApp app = start("closed")) {
      AgentMBeans mbeans = app.mbeans();
      await().pollDelay(Duration.ofSeconds(3)).until(() -> true);

      AgentReport report = mbeans.freshReport();
      assertThat(report.findings()).as(report.text()).isEmpty();
    }
  }

  @Test
  void entriesWhoseHashCodeThrowsAreNeverAskedForIt() {
    try (RunningApp app = start("hostile")) {
      PoolFinding.await(
          app.mbeans(), List.of("LEASE_NOT_RETURNED certain 2 " + line("// lease: hostile")));

      assertThat(app.mbeans().pools()).containsExactly(pool("HostilePool-1"));
    }
  }

  @Test
  void aMadeUpPoolThatLendsOneEntryTwiceIsLeftAlone() {
    try (RunningApp app = start("made-up")) {
      await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

      AgentReport report = app.mbeans().freshReport();
      assertThat(report.leaks()).as(report.text()).isEmpty();
      assertThat(report.unwrapped())
          .contains("pool not understood: io.closewatch.probes.pool.AbstractConnPool");
    }
  }

  private static RunningApp start(String fault) {
    Jdk jdk = TestJdks.all().filter(each -> each.version() <= 17).reduce((a, b) -> b).orElseThrow();
    return AgentJvm.on(jdk)
        .probe("FaultyPools", fault)
        .classPath(PoolSet.jars("client-4.5.14"))
        .agent()
        .start()
        .awaitReady();
  }

  private static String pool(String name) {
    return name + " leased 2 available 0 pending 0 max 20 timed out 0";
  }

  private static String line(String mark) {
    return Sources.marked("FaultyPools", mark);
  }
}
