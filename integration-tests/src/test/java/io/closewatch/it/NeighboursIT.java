package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Others in the same JVM: another agent, other versions of our libraries, an own LogManager. */
class NeighboursIT {

  @ParameterizedTest(name = "{0}, exporter first: {1}")
  @MethodSource("eachJdkInBothOrders")
  void worksWithTheJmxExporterBeforeAndAfter(Jdk jdk, boolean exporterFirst) throws Exception {
    int port = freePort();
    String exporter =
        "-javaagent:"
            + Build.library("jmx_prometheus_javaagent")
            + "=127.0.0.1:"
            + port
            + ":"
            + exporterRules();
    AgentJvm jvm = AgentJvm.on(jdk).sample("RawSocketLeak");
    if (exporterFirst) {
      jvm.jvmArgs(exporter).agent();
    } else {
      jvm.agent().jvmArgs(exporter);
    }

    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      AgentReport report = app.awaitFinding("NOT_CLOSED");

      assertThat(app.mbeans().leaks()).isEqualTo(1);
      if (exporterFirst) {
        // Its listener was opened before our agent was there.
        assertThat(report.kinds()).containsExactly("NOT_CLOSED", "UNATTRIBUTED");
      } else {
        assertThat(report.kinds()).containsExactly("NOT_CLOSED");
      }
      assertThat(report.text())
          .contains(Sources.markedInSample("RawSocketLeak", "// leak: ").orElseThrow());
      assertThat(scrape(port)).contains("jvm_threads_current").contains("leaks 1.0");
    }
  }

  @EachJdk
  void theApplicationsOlderByteBuddyAndSlf4jAreItsOwn(Jdk jdk) {
    Path[] libraries = {
      Build.library("byte-buddy"), Build.library("slf4j-api"), Build.library("slf4j-simple")
    };
    Output without = AgentJvm.on(jdk).probe("OldLibraries").classPath(libraries).run();
    Output with = AgentJvm.on(jdk).probe("OldLibraries").classPath(libraries).agent().run();

    assertThat(without.stdout())
        .containsExactly(
            "net.bytebuddy.ByteBuddy byte-buddy.jar",
            "org.slf4j.LoggerFactory slf4j-api.jar",
            "picocli.CommandLine absent",
            "ready");
    assertThat(without.stderr()).containsExactly("[main] WARN application - a line");
    assertThat(with).isEqualTo(without);
  }

  @EachJdk
  void theApplicationCannotSeeOurLibraries(Jdk jdk) {
    Output output = AgentJvm.on(jdk).probe("OldLibraries").agent().run();

    assertThat(output.stdout())
        .containsExactly(
            "net.bytebuddy.ByteBuddy absent",
            "org.slf4j.LoggerFactory absent",
            "picocli.CommandLine absent",
            "no slf4j",
            "ready");
    assertThat(output.stderr()).isEmpty();
  }

  /** At once, and after the agent had a second to do what it must not do. */
  @ParameterizedTest(name = "{0}, after {1} ms")
  @MethodSource("eachJdkAtOnceAndLater")
  void theApplicationStillChoosesItsLogManagerAndMBeanServer(Jdk jdk, int millis) {
    Output output = AgentJvm.on(jdk).probe("OwnLogging", Integer.toString(millis)).agent().run();

    assertThat(output)
        .isEqualTo(new Output(0, List.of("OwnLogManager", "own MBean servers 1"), List.of()));
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static Path exporterRules() throws IOException {
    Path rules = Build.newDirectory("exporter").resolve("rules.yaml");
    return Files.writeString(
        rules,
        """
        rules:
          - pattern: 'io.closewatch<type=Sockets><>Leaks'
            name: leaks
        """);
  }

  private static int freePort() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return listener.getLocalPort();
    }
  }

  static Stream<Arguments> eachJdkInBothOrders() {
    return TestJdks.all()
        .flatMap(jdk -> Stream.of(Arguments.of(jdk, true), Arguments.of(jdk, false)));
  }

  static Stream<Arguments> eachJdkAtOnceAndLater() {
    return TestJdks.all().flatMap(jdk -> Stream.of(Arguments.of(jdk, 0), Arguments.of(jdk, 1500)));
  }
}
