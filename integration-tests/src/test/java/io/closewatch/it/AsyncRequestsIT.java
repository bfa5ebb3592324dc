package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asynchronous requests of Tomcat, as the agent's status tells them. */
class AsyncRequestsIT {

  private static final String ANY = "asynchronous request";

  @EachJdk
  void forgottenRequestsAreCountedAtTheLineThatStartedThem(Jdk jdk) {
    String sample = "TomcatAsyncForgotten";
    try (RunningApp app = attachable(jdk).sample(sample).agent().verifyAll().start()) {
      app.awaitReady();

      assertThat(status(jdk, app))
          .contains("5 asynchronous requests open, most of them started at ")
          .contains(Sources.markedInSample(sample, "// handled: ").orElseThrow());
      assertThat(app.mbeans().suppressedErrors()).isZero();
    }
  }

  /** The kernel then hands out the end of the stream together with the request. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void theirLineIsTheOneToFixAlsoWhereClientsHungUpAtOnce(Jdk jdk) {
    try (RunningApp app = tomcatWithoutAgent(jdk).agent().start()) {
      app.awaitLine("1 begun");
      for (int number = 2; number <= 6; number++) {
        app.send("leave");
        app.awaitLine(number + " begun");
      }

      PoolFinding.await(
          app.mbeans(),
          List.of("NOT_CLOSED likely 5 " + Sources.marked("LateAsync", "// async: ")));
    }
  }

  @EachJdk
  void completedRequestsAreForgotten(Jdk jdk) {
    try (RunningApp app =
        attachable(jdk).sample("TomcatAsyncForgotten", "clean").agent().verifyAll().start()) {
      app.awaitReady();
      awaitNoRequest(jdk, app);
    }
  }

  @EachJdk
  void isHookedInALoadedTomcatAndUnhookedByStop(Jdk jdk) {
    try (RunningApp app = tomcatWithoutAgent(jdk).start()) {
      app.awaitLine("1 begun");
      assertThat(commandLine(jdk, "attach", app)).doesNotContain(ANY);

      begin(app, 2);
      begin(app, 3);
      assertThat(status(jdk, app))
          .contains("2 asynchronous requests open")
          .contains(Sources.marked("LateAsync", "// async: "));
      app.send("complete");
      awaitNoRequest(jdk, app);

      assertThat(commandLine(jdk, "stop", app)).contains("classes restored");
      begin(app, 4);
      assertThat(commandLine(jdk, "attach", app)).doesNotContain(ANY);
      begin(app, 5);
      assertThat(status(jdk, app)).contains("1 asynchronous request open");
    }
  }

  private static AgentJvm tomcatWithoutAgent(Jdk jdk) {
    AgentJvm jvm = attachable(jdk);
    if (jdk.version() == 11) { // where the JVM would comment on what Tomcat does to java.io
      jvm.jvmArgs("--add-opens=java.base/java.io=ALL-UNNAMED");
    }
    return jvm.probe("LateAsync")
        .classPath(Build.library("tomcat-embed-core"), Build.library("tomcat-annotations-api"))
        .verifyAll();
  }

  /** On 21 and later an attach is announced on stderr unless the JVM was told to expect it. */
  private static AgentJvm attachable(Jdk jdk) {
    AgentJvm jvm = AgentJvm.on(jdk);
    return jdk.version() < 21 ? jvm : jvm.jvmArgs("-XX:+EnableDynamicAgentLoading");
  }

  private static void begin(RunningApp app, int number) {
    app.send("begin");
    app.awaitLine(number + " begun");
  }

  /** Tomcat ends a request a moment after it was completed. */
  private static void awaitNoRequest(Jdk jdk, RunningApp app) {
    await()
        .atMost(RunningApp.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(status(jdk, app)).doesNotContain(ANY));
  }

  private static String status(Jdk jdk, RunningApp app) {
    return commandLine(jdk, "status", app);
  }

  private static String commandLine(Jdk jdk, String verb, RunningApp app) {
    Output output =
        AgentJvm.on(jdk)
            .jvmArgs("-jar", Build.AGENT_JAR.toString())
            .arguments(verb, Long.toString(app.pid()))
            .run();
    assertThat(output.exitCode()).as(output.text()).isZero();
    return String.join("\n", output.stdout());
  }
}
