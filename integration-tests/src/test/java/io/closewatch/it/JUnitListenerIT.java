package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With nothing but {@code -javaagent}, the report of a JVM that runs tests names them. */
class JUnitListenerIT {

  private static final String TESTS = "io.closewatch.probes.";

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.JUnitLaunch#all")
  void aLeakNamesTheTestThatOpenedIt(JUnitLaunch launch) {
    Path reports = Build.newDirectory("junit");
    JUnitLaunch.Result result =
        launch.run(launch.jvm("UnjudgedTests").agentJar(Build.AGENT_JAR, options(reports)));

    assertThat(result.output().stderr()).isEmpty();
    assertThat(result.results())
        .isEqualTo(Map.of("closes()", "SUCCESSFUL", "leaksThree()", "SUCCESSFUL"));
    assertThat(ExitJson.in(reports).testsOf(Sources.marked("UnjudgedTests", "// leak: unjudged")))
        .isEqualTo(Map.of(TESTS + "UnjudgedTests.leaksThree()", "3"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.JUnitLaunch#newest")
  void ofParallelTestsOnlyTheThreadTellsWhichOneItWas(JUnitLaunch launch) {
    Path reports = Build.newDirectory("junit");
    JUnitLaunch.Result result =
        launch.run(
            launch
                .jvm("ParallelTests")
                .jvmArgs(
                    "-Djunit.jupiter.execution.parallel.enabled=true",
                    "-Djunit.jupiter.execution.parallel.config.strategy=fixed",
                    "-Djunit.jupiter.execution.parallel.config.fixed.parallelism=3")
                .agentJar(Build.AGENT_JAR, options(reports)));

    assertThat(result.results())
        .as(result.output().text())
        .isEqualTo(
            Map.of(
                "leaksOnItsOwnThread()", "FAILED",
                "leaksOnAnotherThread()", "SUCCESSFUL",
                "opensNothing()", "SUCCESSFUL"));
    ExitJson report = ExitJson.in(reports);
    String tests = TESTS + "ParallelTests.";
    assertThat(report.testsOf(Sources.marked("ParallelTests", "// leak: own thread")))
        .isEqualTo(Map.of(tests + "leaksOnItsOwnThread()", "1"));
    assertThat(report.testsOf(Sources.marked("ParallelTests", "// leak: another thread")))
        .isEqualTo(
            Map.of(
                tests
                    + "leaksOnAnotherThread(), "
                    + tests
                    + "leaksOnItsOwnThread(), "
                    + tests
                    + "opensNothing()",
                "1?"));
  }

  /** On 8 the agent then has no other way into the boot loader than one that JUnit cannot bear. */
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.JUnitLaunch#on8")
  void underASecurityManagerThatGrantsItNothingTestsRunWithoutTheAgent(JUnitLaunch launch)
      throws IOException {
    Path policy = Build.newDirectory("policy").resolve("tests.policy");
    String build = Build.PROBES.getParent().toUri().toString();
    Files.writeString(
        policy, "grant codeBase \"" + build + "-\" { permission java.security.AllPermission; };");

    JUnitLaunch.Result result =
        launch.run(
            launch
                .jvm("UnjudgedTests")
                .jvmArgs("-Djava.security.manager", "-Djava.security.policy==" + policy)
                .agentJar(Build.AGENT_JAR));

    assertThat(result.results())
        .as(result.output().text())
        .isEqualTo(Map.of("closes()", "SUCCESSFUL", "leaksThree()", "SUCCESSFUL"));
    assertThat(result.output().stderr())
        .singleElement()
        .asString()
        .startsWith("closewatch: WARN not started, the application runs without it: ")
        .endsWith(
            "add to the policy: grant codeBase \""
                + Build.AGENT_JAR.toUri().toString().replace("///", "/")
                + "\" { permission java.security.AllPermission; };");
  }

  /** The jar may be on the class path of tests for the sake of its annotation. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.JUnitLaunch#newest")
  void withoutAnAgentTheListenerIsSilent(JUnitLaunch launch) {
    JUnitLaunch.Result result = launch.run(launch.jvm("UnjudgedTests").classPath(Build.AGENT_JAR));

    assertThat(result.output().exitCode()).isZero();
    assertThat(result.output().stderr()).isEmpty();
    assertThat(result.results())
        .isEqualTo(Map.of("closes()", "SUCCESSFUL", "leaksThree()", "SUCCESSFUL"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void aProgramThatRunsNoTestsLoadsNoneOfIt(Jdk jdk) {
    Output output = AgentJvm.on(jdk).probe("HelloWorld").jvmArgs("-verbose:class").agent().run();

    assertThat(output.stdout())
        .anyMatch(line -> line.contains("io.closewatch.agent.ClosewatchAgent"))
        .noneMatch(line -> line.contains("io.closewatch.junit"));
  }

  private static String[] options(Path reports) {
    return new String[] {"report=json", "reportDir=" + reports, "exitSettle=300ms"};
  }
}
