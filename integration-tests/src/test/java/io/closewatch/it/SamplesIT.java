package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every leaking sample gives exactly its finding, and its clean twin none. */
class SamplesIT {

  private record Sample(String name, String finding, String socketKind, int sockets) {

    /** Such as {@code Crawler.java:62}. */
    String leakingLine() {
      return Sources.markedInSample(name, "// leak: ");
    }

    /** What the garbage collector has closed is a leak, but not open any more. */
    int openSockets() {
      return finding.equals("CLOSED_BY_GC") ? 0 : sockets;
    }

    /** What the report must say that the kernel showed. */
    String kernelEvidence() {
      return switch (finding) {
        case "NOT_CLOSED" -> "CLOSE_WAIT " + sockets;
        case "HALF_CLOSED" -> "FIN_WAIT2 " + sockets;
        default -> "";
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("RawSocketLeak", "NOT_CLOSED", "socket", 5),
          new Sample("Crawler", "NOT_CLOSED", "socket", 12),
          new Sample("EofNotClosed", "NOT_CLOSED", "accepted_socket", 5),
          new Sample("ChannelConnectLeak", "DEAD_NOT_CLOSED", "socket_channel", 7),
          new Sample("UnreachableChannel", "UNREACHABLE", "socket_channel", 4),
          new Sample("GcHealedLeak", "CLOSED_BY_GC", "socket", 6),
          new Sample("ClosedButRegistered", "CLOSED_NOT_RELEASED", "socket_channel", 5),
          new Sample("HalfClosed", "HALF_CLOSED", "socket", 3));

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("samplesOnEachJdk")
  void leakingSampleGivesExactlyItsFinding(Jdk jdk, Sample sample) {
    try (RunningApp app = AgentJvm.on(jdk).sample(sample.name()).agent().start()) {
      app.awaitReady();
      Site site = awaitLeakingSite(app, sample);
      AgentReport report = app.mbeans().report();

      assertThat(report.verdict()).contains("LEAK");
      assertThat(report.kinds()).containsExactly(sample.finding());
      assertThat(report.text()).contains(sample.leakingLine()).contains(sample.kernelEvidence());
      assertThat(app.mbeans().leaks()).isEqualTo(1);
      assertThat(app.mbeans().leakedSockets()).isEqualTo(sample.openSockets());
      assertThat(site.line()).isEqualTo(sample.leakingLine());
      assertThat(site.kind()).isEqualTo(sample.socketKind());
      assertThat(site.leaked()).isEqualTo(sample.openSockets());
      assertThat(site.open()).isEqualTo(sample.openSockets());
      assertThat(site.closedByGc()).isEqualTo(sample.sockets() - sample.openSockets());
    }
  }

  /** Waits until the whole leak is older than the grace; nothing else may ever leak. */
  private static Site awaitLeakingSite(RunningApp app, Sample sample) {
    return await()
        .atMost(RunningApp.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                app.mbeans().sites().stream()
                    .filter(site -> site.leaked() + site.closedByGc() > 0)
                    .toList(),
            leaking ->
                leaking.size() == 1
                    && leaking.get(0).leaked() + leaking.get(0).closedByGc() >= sample.sockets())
        .get(0);
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("samplesOnEachJdk")
  void cleanTwinGivesNoFinding(Jdk jdk, Sample sample) {
    try (RunningApp app = AgentJvm.on(jdk).sample(sample.name(), "clean").agent().start()) {
      app.awaitReady();
      await()
          .during(Duration.ofMillis(1500)) // more than twice the graces
          .pollInterval(Duration.ofMillis(250))
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(
              () -> {
                AgentReport report = app.mbeans().report();
                assertThat(report.kinds()).as(report.text()).isEmpty();
                assertThat(app.mbeans().leaks()).isZero();
              });
    }
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("samplesOnEachJdk")
  void samplePrintsTheSameWithAndWithoutTheAgent(Jdk jdk, Sample sample) {
    Output without = AgentJvm.on(jdk).sample(sample.name()).run();
    Output with = AgentJvm.on(jdk).sample(sample.name()).agent().verifyAll().run();

    assertThat(without.stdout()).endsWith("ready");
    assertThat(with.stdout()).isEqualTo(without.stdout());
    assertThat(with.exitCode()).isEqualTo(without.exitCode()).isZero();
  }

  static Stream<Arguments> samplesOnEachJdk() {
    return TestJdks.all().flatMap(jdk -> SAMPLES.stream().map(sample -> Arguments.of(jdk, sample)));
  }
}
