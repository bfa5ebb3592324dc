package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attach late, attach again, stop; and what must not pile up in between. */
class LifecycleIT {

  private static final String OPTIONS = "scanInterval=200ms,closeWaitGrace=600ms";

  @EachJdk
  void attachedLateItNamesTheLineOfLaterSocketsAndCountsEarlierOnes(Jdk jdk) {
    try (RunningApp app = attachable(jdk, "LateSockets").start()) {
      app.awaitReady();
      assertThat(commandLine(jdk, "attach", pid(app), OPTIONS).exitCode()).isZero();
      for (int i = 3; i <= 5; i++) {
        app.send("");
        app.awaitLine(i + " open");
      }
      awaitLeakedSockets(app, 3);

      Output report = commandLine(jdk, "report", pid(app));
      assertThat(report.exitCode()).as(report.text()).isZero();
      assertThat(report.stderr()).isEmpty();
      AgentReport text = new AgentReport(String.join("\n", report.stdout()));
      assertThat(text.verdict()).contains("LEAK");
      assertThat(text.text()).contains(Sources.marked("LateSockets", "// leak: late"));
      assertThat(text.kinds()).containsExactly("NOT_CLOSED", "UNATTRIBUTED");
      assertThat(app.mbeans().sitesOf("LateSockets"))
          .filteredOn(site -> site.kind().equals("socket"))
          .singleElement()
          .extracting(Site::open)
          .isEqualTo(3L);
    }
  }

  @EachJdk
  void attachedTwiceItCountsOnce(Jdk jdk) {
    try (RunningApp app = attachable(jdk, "LateSockets").agent().start()) {
      app.awaitReady();
      for (int i = 0; i < 2; i++) {
        Output output = commandLine(jdk, "attach", pid(app), OPTIONS);
        assertThat(output.exitCode()).as(output.text()).isZero();
      }
      app.send("");
      app.awaitLine("3 open");
      awaitLeakedSockets(app, 3);

      assertThat(app.mbeans().sitesOf("LateSockets"))
          .filteredOn(site -> site.kind().equals("socket"))
          .extracting(Site::opened)
          .containsExactlyInAnyOrder(2L, 1L);
    }
  }

  @EachJdk
  void stopLeavesNothingBehind(Jdk jdk) {
    try (RunningApp app = attachable(jdk, "AgentTraces").agent().suppressesErrors().start()) {
      app.awaitReady();
      app.send("");
      app.awaitLine("done");
      assertThat(app.stdout()).contains("sink installed").doesNotContain("threads 0");
      assertThat(app.mbeans().sitesOf("AgentTraces")).isNotEmpty();
      assertThat(app.mbeans().suppressedErrors()).isZero();

      AgentAttach.load(app.pid(), "!stop");
      await().atMost(RunningApp.PATIENCE).until(() -> app.mbeans().names().isEmpty());
      app.send("");
      await().atMost(RunningApp.PATIENCE).until(() -> count(app.stdout(), "done") == 2);

      List<String> after =
          app.stdout().subList(app.stdout().indexOf("done") + 1, app.stdout().size());
      assertThat(after).containsExactly("threads 0", "sink none", "tracker collected", "done");
    }
  }

  @EachJdk
  void classLoaderOfAnUndeployedWebappIsCollectable(Jdk jdk) {
    try (RunningApp app = AgentJvm.on(jdk).probe("Undeploy").agent().start()) {
      app.awaitLine("collected").awaitReady();
      AgentReport report = app.awaitFinding("UNREACHABLE");

      assertThat(report.text()).contains(Sources.marked("LeakyWebapp", "// leak: never closed"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void heapStaysFlatOverFiveMillionSockets(Jdk jdk) {
    int sockets = 5_000_000;
    try (RunningApp app =
        AgentJvm.on(jdk).probe("Churn", Integer.toString(sockets)).agent().start()) {
      await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> app.stdout().contains("ready"));

      long grown = Long.parseLong(app.stdout().get(0).substring("grown ".length()));
      assertThat(grown).isLessThan(128 * 1024);
      app.mbeans().scanNow();
      assertThat(app.mbeans().sitesOf("Churn"))
          .singleElement()
          .satisfies(
              site -> {
                assertThat(site.opened()).isEqualTo(sockets);
                assertThat(site.open()).isZero();
              });
    }
  }

  /** On 21 and later an attach is announced on stderr unless the JVM was told to expect it. */
  private static AgentJvm attachable(Jdk jdk, String probe) {
    AgentJvm jvm = AgentJvm.on(jdk).probe(probe);
    return jdk.version() < 21 ? jvm : jvm.jvmArgs("-XX:+EnableDynamicAgentLoading");
  }

  private static Output commandLine(Jdk jdk, String... args) {
    return AgentJvm.on(jdk).jvmArgs("-jar", Build.AGENT_JAR.toString()).arguments(args).run();
  }

  private static void awaitLeakedSockets(RunningApp app, long count) {
    AgentMBeans mbeans = app.mbeans();
    await()
        .atMost(RunningApp.PATIENCE)
        .untilAsserted(
            () -> assertThat(mbeans.leakedSockets()).as(mbeans.report().text()).isEqualTo(count));
  }

  private static String pid(RunningApp app) {
    return Long.toString(app.pid());
  }

  private static long count(List<String> lines, String line) {
    return lines.stream().filter(line::equals).count();
  }
}
