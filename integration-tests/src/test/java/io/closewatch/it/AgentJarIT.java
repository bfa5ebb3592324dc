package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The agent jar in odd places: read-only, moved away under the agent, named twice. */
class AgentJarIT {

  private static final String[] OPTIONS = {"scanInterval=200ms", "closeWaitGrace=600ms"};

  @EachJdk
  void worksFromAReadOnlyDirectoryAndWithoutATemporaryOne(Jdk jdk) throws IOException {
    Path jar = copyOfAgent();
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(jar.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
    AgentJvm jvm =
        AgentJvm.on(jdk)
            .sample("RawSocketLeak")
            .jvmArgs("-Djava.io.tmpdir=/nonexistent")
            .expectStderr("WARNING: java.io.tmpdir directory does not exist")
            .agentJar(jar, OPTIONS);

    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      app.awaitFinding("NOT_CLOSED");
    }
  }

  @EachJdk
  void worksOnAfterTheJarWasRenamed(Jdk jdk) throws IOException {
    Path jar = copyOfAgent();
    AgentJvm jvm = AgentJvm.on(jdk).probe("LateSockets").agentJar(jar, OPTIONS);

    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      Files.move(jar, jar.resolveSibling("renamed.jar"));
      app.send("");
      app.awaitLine("3 open");

      AgentReport report = app.awaitFinding("NOT_CLOSED");
      assertThat(report.text()).contains(Sources.marked("LateSockets", "// leak: late"));
    }
  }

  @EachJdk
  void givenTwiceItCountsOnceAndSaysSo(Jdk jdk) throws IOException {
    String warning = "closewatch: WARN the agent is given twice; .* ignored";
    AgentJvm jvm =
        AgentJvm.on(jdk)
            .sample("RawSocketLeak")
            .agent()
            .agentJar(copyOfAgent(), OPTIONS)
            .expectStderr(warning);

    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      app.awaitFinding("NOT_CLOSED");

      assertThat(app.mbeans().sitesOf("RawSocketLeak"))
          .singleElement()
          .extracting(Site::opened)
          .isEqualTo(5L);
      assertThat(app.stderr()).singleElement().asString().matches(warning);
    }
  }

  @EachJdk
  void aDamagedJarDoesNotStopTheProgram(Jdk jdk) throws IOException {
    Path jar = copyOfAgent();
    DamagedJar.withoutAgentClasses(jar);

    Output output = AgentJvm.on(jdk).probe("HelloWorld").agentJar(jar).run();

    assertThat(output.exitCode()).isZero();
    assertThat(output.stdout()).containsExactly("hello");
    assertThat(output.stderr()).singleElement().asString().startsWith("closewatch: WARN");
  }

  @EachJdk
  void badOptionsAreWarningsAndDefaultsHold(Jdk jdk) {
    Output output =
        AgentJvm.on(jdk)
            .probe("HelloWorld")
            .agentJar(Build.AGENT_JAR, "scanIntervall=1s", "closeWaitGrace=soon")
            .run();

    assertThat(output.exitCode()).isZero();
    assertThat(output.stdout()).isEqualTo(List.of("hello"));
    assertThat(output.stderr())
        .hasSize(2)
        .allMatch(line -> line.startsWith("closewatch: WARN"))
        .anyMatch(line -> line.contains("scanIntervall") && line.contains("scanInterval"))
        .anyMatch(line -> line.contains("closeWaitGrace") && line.contains("soon"));
  }

  private static Path copyOfAgent() throws IOException {
    return Files.copy(Build.AGENT_JAR, Build.newDirectory("agent").resolve("closewatch-agent.jar"));
  }
}
