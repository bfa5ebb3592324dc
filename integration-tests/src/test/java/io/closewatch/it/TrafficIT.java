package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Healthy programs under load: the same answers as without the agent, and nothing to report. */
class TrafficIT {

  private static final String REQUESTS = "10000";
  private static final String[] GRACES = {"closeWaitGrace=2s", "closingGrace=2s", "deadGrace=2s"};

  @EachJdk
  void tlsClientAndServer(Jdk jdk) {
    Path keyStore = KeyStores.selfSigned(jdk);
    assertHealthy(() -> AgentJvm.on(jdk).probe("TlsTraffic", REQUESTS, keyStore.toString()));
  }

  @EachJdk
  void httpUrlConnection(Jdk jdk) {
    assertHealthy(() -> AgentJvm.on(jdk).probe("UrlConnectionTraffic", REQUESTS));
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#since11")
  void httpClientOfTheJdk(Jdk jdk) {
    assertHealthy(() -> AgentJvm.on(jdk).probe11("HttpClientTraffic", REQUESTS));
  }

  @EachJdk
  void embeddedTomcat(Jdk jdk) {
    Path[] tomcat = {Build.library("tomcat-embed-core"), Build.library("tomcat-annotations-api")};
    assertHealthy(() -> AgentJvm.on(jdk).probe("TomcatTraffic", REQUESTS).classPath(tomcat));
  }

  private static void assertHealthy(Supplier<AgentJvm> program) {
    Output without = program.get().run();
    assertThat(without.stdout()).hasSize(2).endsWith("ready");
    AgentJvm withAgent = program.get().agent(GRACES);
    without.stderr().forEach(line -> withAgent.expectStderr(Pattern.quote(line)));

    try (RunningApp app = withAgent.start()) {
      app.awaitReady();
      assertThat(app.stdout()).isEqualTo(without.stdout());
      await()
          .during(Duration.ofSeconds(3))
          .pollInterval(Duration.ofMillis(500))
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(() -> assertThat(app.mbeans().report().kinds()).isEmpty());
      assertThat(app.mbeans().report().verdict()).contains("no leak found");
    }
  }
}
