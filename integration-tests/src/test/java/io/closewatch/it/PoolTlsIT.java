package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pools that reach their server over TLS or through a proxy. What is unread in the kernel does not
 * tell a leased connection from an idle one there: the server's farewell is always unread.
 */
class PoolTlsIT {

  @ParameterizedTest(name = "{1} over {2} on {0}")
  @MethodSource("librariesAndProtocols")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void leasedAndIdleAreToldApartOverTls(Jdk jdk, String libraries, String protocol) {
    try (RunningApp app = start(jdk, libraries, "direct", protocol)) {
      app.awaitReady();

      AgentReport report = awaitFindings(app, libraries);

      assertThat(report.unwrapped())
          .containsPattern("routes: (\\{s\\}->)?https://127.0.0.1:\\d+ x3");
    }
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("libraries")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void routeAndPeerAreBothShownBehindAPlainProxy(Jdk jdk, String libraries) {
    try (RunningApp app = start(jdk, libraries, "plain", "TLSv1.2")) {
      app.awaitReady();

      AgentReport report = awaitFindings(app, libraries);

      assertThat(report.unwrapped())
          .contains("http://shop.example")
          .contains("peers: 127.0.0.1:" + proxyPort(app) + " x3");
    }
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("libraries")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void routeAndPeerAreBothShownThroughATunnel(Jdk jdk, String libraries) {
    try (RunningApp app = start(jdk, libraries, "connect", "TLSv1.2")) {
      app.awaitReady();

      AgentReport report = awaitFindings(app, libraries);

      assertThat(report.unwrapped())
          .contains("https://shop.example")
          .contains("peers: 127.0.0.1:" + proxyPort(app) + " x3");
    }
  }

  private static RunningApp start(Jdk jdk, String libraries, String route, String protocol) {
    Path keys = KeyStores.selfSigned(jdk);
    return AgentJvm.on(jdk)
        .probe(probe(libraries), route, keys.toString(), protocol)
        .classPath(PoolSet.jars(libraries))
        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
        .agent()
        .start();
  }

  private static AgentReport awaitFindings(RunningApp app, String libraries) {
    List<String> expected =
        List.of(
            "IDLE_IN_POOL info 3 " + line(libraries, "// pool: idle"),
            "LEASE_NOT_RETURNED certain 3 " + line(libraries, "// lease: leased"));
    return PoolFinding.await(app.mbeans(), expected);
  }

  private static String probe(String libraries) {
    return libraries.equals("client-4.5.14") ? "Routed4Pools" : "Routed5Pools";
  }

  private static String line(String libraries, String mark) {
    return Sources.marked(probe(libraries), mark);
  }

  private static String proxyPort(RunningApp app) {
    return app.stdout().get(0).substring("proxy ".length());
  }

  static Stream<Arguments> librariesAndProtocols() {
    return libraries()
        .flatMap(
            jdkAndLibrary ->
                Stream.of("TLSv1.2", "TLSv1.3")
                    .map(
                        protocol ->
                            Arguments.of(
                                jdkAndLibrary.get()[0], jdkAndLibrary.get()[1], protocol)));
  }

  static Stream<Arguments> libraries() {
    return TestJdks.oldestAndNewest()
        .flatMap(
            jdk -> Stream.of("client-4.5.14", "client-5.6.5").map(set -> Arguments.of(jdk, set)));
  }
}
