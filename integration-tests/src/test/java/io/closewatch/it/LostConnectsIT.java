package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * HttpClient 5 loses the socket of a request that is cancelled while it connects: that is told
 * apart from what the program itself drops at the same line.
 */
@ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
class LostConnectsIT {

  private static final String LINE = Sources.marked("LostConnects", "// lost and dropped");

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("libraries")
  void whatTheLibraryLosesIsNotTheFaultOfTheLine(Jdk jdk, String libraries) {
    try (RunningApp app = start(jdk, libraries, 3, 0)) {
      assertThat(app.stdout()).containsExactly("cancelled", "cancelled", "cancelled", "ready");
      AgentMBeans mbeans = app.mbeans();
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> mbeans.freshReport().text().contains("CLOSE_WAIT 3"));
      // Twice the grace, after which a socket in CLOSE_WAIT is a leak.
      await()
          .during(Duration.ofMillis(1_200))
          .atMost(RunningApp.PATIENCE)
          .until(() -> mbeans.freshReport().findings(), List::isEmpty);
      assertThat(site(mbeans).open()).isEqualTo(3);

      collect(app, 3);
      AgentReport report = mbeans.freshReport();
      assertThat(report.findings()).as(report.text()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("libraries")
  void whatTheProgramDropsAtThatLineIsFoundAsEver(Jdk jdk, String libraries) {
    try (RunningApp app = start(jdk, libraries, 3, 2)) {
      assertThat(app.stdout()).contains("cancelled", "dropped 200");
      AgentMBeans mbeans = app.mbeans();

      collect(app, 5);
      AgentReport report = PoolFinding.await(mbeans, List.of("CLOSED_BY_GC suspect 2 " + LINE));
      assertThat(report.unwrapped())
          .contains("2 of 5 sockets opened here were closed only by the garbage collector.")
          .contains(
              "5 closed by the garbage collector (3 of them lost by the HTTP library itself), 0"
                  + " open");
    }
  }

  private static void collect(RunningApp app, int sockets) {
    await()
        .atMost(RunningApp.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              app.send("collect");
              return site(app.mbeans()).closedByGc() == sockets;
            });
  }

  private static Site site(AgentMBeans mbeans) {
    mbeans.scanNow();
    return mbeans.sites().stream()
        .filter(site -> site.line().equals(LINE))
        .findFirst()
        .orElseThrow();
  }

  private static RunningApp start(Jdk jdk, String libraries, int cancelled, int dropped) {
    return AgentJvm.on(jdk)
        .probe("LostConnects", Integer.toString(cancelled), Integer.toString(dropped))
        .classPath(PoolSet.jars(libraries))
        // No collection but those that are asked for: the first is often for classes.
        .jvmArgs("-XX:+UseSerialGC", "-Xmx512m", "-Xmn400m", "-XX:MetaspaceSize=128m")
        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
        .agent()
        .start()
        .awaitReady();
  }

  static Stream<Arguments> libraries() {
    return TestJdks.only17()
        .flatMap(jdk -> Stream.of("client-5.0", "client-5.6.5").map(set -> Arguments.of(jdk, set)));
  }
}
