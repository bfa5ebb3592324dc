package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2: many requests have one connection, which is leased once, or belongs to no pool. */
@ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
class PoolHttp2IT {

  private static final String POOL = "PoolingAsyncClientConnectionManager-1 ";

  /** Of the client: none open, one opened and closed. */
  private static final String CLOSED = " 0 1 1 0 1 socket_channel ";

  private static final String REST = " pending 0 max 25 timed out 0";

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#only17")
  void aSharedConnectionIsLeasedOnceAndComesBackWithTheLastResponse(Jdk jdk) {
    try (RunningApp app = start(jdk, "sharing", "read")) {
      assertNothingIsFound(app, "under way");
      assertThat(app.mbeans().pools()).containsExactly(POOL + "leased 1 available 0" + REST);
      app.send("");
      assertNothingIsFound(app, "answered");
      assertThat(app.mbeans().pools()).containsExactly(POOL + "leased 0 available 1" + REST);
      app.send("");
      AgentReport report = assertNothingIsFound(app, "hung up");
      assertThat(report.text()).contains("1 ghost");
      assertThat(report.unwrapped()).contains(CLOSED);
    }
  }

  /**
   * The client takes in all that comes, whoever reads it: the kernel has nothing unread, and the
   * server may still have something to say. That is no finding; the pool's line says who leased.
   */
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#only17")
  void responsesThatNobodyReadsAreSeenAtTheLineOfTheFirst(Jdk jdk) {
    try (RunningApp app = start(jdk, "sharing", "stall")) {
      AgentReport report = assertNothingIsFound(app, "under way");
      assertThat(report.unwrapped())
          .containsPattern(
              "leased at io.closewatch.probes.Http2Requests.stall\\("
                  + Sources.marked("Http2Requests", "// lease: stalled")
                  + "\\) x1, \\d+s ago");
      assertThat(app.mbeans().pools()).containsExactly(POOL + "leased 1 available 0" + REST);
      app.send("");
      assertNothingIsFound(app, "hung up");
      assertThat(app.mbeans().pools()).containsExactly(POOL + "leased 0 available 0" + REST);
    }
  }

  @ParameterizedTest(name = "{1} on {0}", allowZeroInvocations = true)
  @MethodSource("pureClients")
  void aClientWithoutAPoolRaisesNoAlarm(Jdk jdk, String responses) {
    try (RunningApp app = start(jdk, "pure", responses)) {
      assertNothingIsFound(app, "under way");
      app.send("");
      if (responses.equals("read")) {
        assertNothingIsFound(app, "answered");
        app.send("");
      }
      AgentReport report = assertNothingIsFound(app, "hung up");
      assertThat(report.unwrapped()).contains(CLOSED);
      assertThat(app.mbeans().pools()).isEmpty();
    }
  }

  static Stream<Arguments> pureClients() {
    return TestJdks.only17()
        .flatMap(jdk -> Stream.of("read", "stall").map(responses -> Arguments.of(jdk, responses)));
  }

  /** Not even when twice every grace has passed. */
  private static AgentReport assertNothingIsFound(RunningApp app, String line) {
    app.awaitLine(line);
    assertThat(app.stdout()).startsWith("HTTP/2.0");
    AgentMBeans mbeans = app.mbeans();
    await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
    AgentReport report = mbeans.freshReport();
    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.text()).contains("no leak found").doesNotContain("\nRecovered");
    return report;
  }

  private static RunningApp start(Jdk jdk, String client, String responses) {
    return AgentJvm.on(jdk)
        .probe("Http2Requests", client, responses)
        .classPath(PoolSet.jars("client-5.6.5"))
        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
        .agent()
        .start();
  }
}
