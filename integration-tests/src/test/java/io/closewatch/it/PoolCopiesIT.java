package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies of HttpClient under other names: moved to another package, or obfuscated. */
@ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
class PoolCopiesIT {

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void theHttpClient5WithinTheDockerClientIsAPoolAsAnyOther(Jdk jdk) {
    AgentJvm jvm =
        AgentJvm.on(jdk)
            .probe("DockerPools")
            .classPath(PoolSet.jars("docker"))
            .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
            .agent();
    try (ForgetfulProbe probe = ForgetfulProbe.start(jvm)) {
      PoolFinding.await(
          probe.mbeans(),
          List.of(
              "LEASE_NOT_RETURNED certain 3 " + Sources.marked("DockerPools", "// lease: docker")));

      assertThat(ForgetfulProbe.pools(probe.mbeans()))
          .containsExactly(
              "PoolingHttpClientConnectionManager leased 3 available 0 pending 0 max 6"
                  + " timed out 0");
      probe.giveBack();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#only17")
  void ofAnObfuscatedCopyTheSocketsAreFoundAtTheApplicationsLine(Jdk jdk) {
    try (ForgetfulProbe probe =
        ForgetfulProbe.start(obfuscated(jdk).agent("appPackages=io.closewatch.probes"))) {
      AgentReport report =
          PoolFinding.await(
              probe.mbeans(),
              List.of("NOT_CLOSED likely 3 " + Sources.marked("ModulePools", "// lease: module")));

      assertNoPools(probe, report);
      probe.giveBack();
    }
  }

  /** Nothing tells its frames from the application's own; the line is in the stack below. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#only17")
  void ofAnObfuscatedCopyTheSocketsAreFound(Jdk jdk) {
    try (ForgetfulProbe probe = ForgetfulProbe.start(obfuscated(jdk).agent())) {
      AgentReport report = probe.awaitFinding("NOT_CLOSED");

      assertThat(report.findings()).containsExactly("NOT_CLOSED");
      assertThat(report.count("NOT_CLOSED")).isEqualTo(3);
      assertThat(report.text())
          .containsPattern("NOT_CLOSED \\(likely\\): 3 sockets at o\\.\\S+\\(Unknown Source\\)");
      assertNoPools(probe, report);
      probe.giveBack();
    }
  }

  private static void assertNoPools(ForgetfulProbe probe, AgentReport report) {
    assertThat(report.text()).doesNotContainIgnoringCase("pool not understood");
    assertThat(report.text()).doesNotContain("HTTP connection pools");
    assertThat(probe.mbeans().pools()).isEmpty();
  }

  private static AgentJvm obfuscated(Jdk jdk) {
    Path client = PoolSet.jars("client-4.5.14").getParent();
    Path copy =
        new RenamedCopy("org/apache/http/")
            .library(ProbeJar.list(client, "http*.jar"))
            .program(ProbeJar.classes("ModulePools"))
            .write(Build.newDirectory("obfuscated").resolve("shop.jar"));
    return AgentJvm.on(jdk)
        .classPath(copy)
        .classPath(ProbeJar.list(client, "commons-*.jar").toArray(Path[]::new))
        .probe("ModulePools");
  }
}
