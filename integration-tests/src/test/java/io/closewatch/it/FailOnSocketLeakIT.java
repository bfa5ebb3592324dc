package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The very test that leaks fails, with the line; the others pass. */
class FailOnSocketLeakIT {

  private static final Map<String, String> RESULTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("leaks()", "FAILED"),
              Map.entry("closes()", "SUCCESSFUL"),
              Map.entry("closesOnAnotherThreadSoon()", "SUCCESSFUL"),
              Map.entry("drops()", "FAILED"),
              Map.entry("keepsAnOpenConnection()", "SUCCESSFUL"),
              Map.entry("leaksInLegacyCode()", "SUCCESSFUL"),
              Map.entry("leaksOnAThreadOfItsOwn()", "FAILED"),
              Map.entry("repetition 1 of 2", "SUCCESSFUL"),
              Map.entry("repetition 2 of 2", "FAILED"),
              Map.entry("one that closes", "SUCCESSFUL"),
              Map.entry("one that leaks", "FAILED"),
              Map.entry("leaksNested()", "FAILED"),
              Map.entry("closesAfterTheLeakOfItsClass()", "SUCCESSFUL"),
              Map.entry("LeakingClassTests", "FAILED")));

  /** How soon the collector finds what {@code drops()} left is up to the JVM. */
  private static final String HEAD =
      "java\\.lang\\.AssertionError: (NOT_CLOSED|UNREACHABLE|CLOSED_BY_GC): 1 socket .+";

  private static final Map<String, String> LINES =
      Map.of(
          "leaks()", Sources.marked("LeakingTests", "// leak: test"),
          "drops()", Sources.marked("LeakingTests", "// leak: dropped"),
          "leaksOnAThreadOfItsOwn()", Sources.marked("LeakingTests", "// leak: thread"),
          "repetition 2 of 2", Sources.marked("LeakingTests", "// leak: repeated"),
          "one that leaks", Sources.marked("LeakingTests", "// leak: factory"),
          "leaksNested()", Sources.marked("LeakingTests", "// leak: nested"),
          "LeakingClassTests", Sources.marked("LeakingClassTests", "// leak: class"));

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.JUnitLaunch#all")
  void failsTheTestThatLeaks(JUnitLaunch launch) {
    AgentJvm jvm = launch.jvm("LeakingTests", "LeakingClassTests").agentJar(Build.AGENT_JAR);

    JUnitLaunch.Result result = launch.run(jvm);

    assertThat(result.output().stderr()).isEmpty();
    assertLeaksAreFound(result);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.JUnitLaunch#newestOfEachJdk")
  void attachesTheAgentWhereItIsNot(JUnitLaunch launch) {
    AgentJvm jvm = launch.jvm("LeakingTests", "LeakingClassTests").classPath(Build.AGENT_JAR);

    JUnitLaunch.Result result = launch.run(jvm);

    // From 21 on the JVM comments on an agent that is attached.
    assertThat(result.output().stderr()).allMatch(line -> line.startsWith("WARNING: "));
    assertLeaksAreFound(result);
  }

  private static void assertLeaksAreFound(JUnitLaunch.Result result) {
    assertThat(result.results()).as(result.output().text()).isEqualTo(RESULTS);
    assertThat(result.failures()).containsOnlyKeys(LINES.keySet());
    LINES.forEach(
        (test, line) ->
            assertThat(result.failures().get(test).lines())
                .anySatisfy(head -> assertThat(head).matches(HEAD).contains("(" + line + ")"))
                .anyMatch(more -> more.startsWith("  Fix: ")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.JUnitLaunch#newest")
  void anAgentThatCannotBeAttachedIsOneErrorForAClass(JUnitLaunch launch) {
    AgentJvm jvm =
        launch
            .jvm("LeakingTests")
            .classPath(Build.AGENT_JAR)
            .jvmArgs("-XX:-EnableDynamicAgentLoading");

    JUnitLaunch.Result result = launch.run(jvm);

    assertThat(result.output().exitCode()).isEqualTo(1);
    assertThat(result.results()).isEqualTo(Map.of("LeakingTests", "FAILED"));
    assertThat(result.failures().get("LeakingTests"))
        .contains("@FailOnSocketLeak cannot judge these tests")
        .contains("start the JVM with -javaagent:" + Build.AGENT_JAR)
        .contains("does not let agents be loaded (-XX:-EnableDynamicAgentLoading)");
  }
}
