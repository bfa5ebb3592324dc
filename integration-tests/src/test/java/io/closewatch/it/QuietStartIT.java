package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program with a healthy agent prints what it prints without one, and behaves like it. */
class QuietStartIT {

  @EachJdk
  void printsNothing(Jdk jdk) {
    Output output = AgentJvm.on(jdk).probe("HelloWorld").agentJar(Build.AGENT_JAR).run();

    assertThat(output).isEqualTo(new Output(0, List.of("hello"), List.of()));
  }

  @EachJdk
  void printsNothingWhileItScans(Jdk jdk) {
    Output output = AgentJvm.on(jdk).probe("HelloWorld", "2500").agent().run();

    assertThat(output).isEqualTo(new Output(0, List.of("hello"), List.of()));
  }

  @EachJdk
  void printsNothingWithEveryTypeVerified(Jdk jdk) {
    Output output = AgentJvm.on(jdk).probe("HelloWorld", "1000").verifyAll().agent().run();

    assertThat(output).isEqualTo(new Output(0, List.of("hello"), List.of()));
  }

  /** The JVM's own warnings about the SecurityManager are the same without the agent. */
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#withSecurityManager")
  void printsNothingUnderASecurityManagerThatGrantsTheAgentItsPermissions(Jdk jdk)
      throws IOException {
    Path policy = Build.newDirectory("policy").resolve("agent.policy");
    String agent = Build.AGENT_JAR.toUri().toString();
    Files.writeString(
        policy, "grant codeBase \"" + agent + "\" { permission java.security.AllPermission; };");

    assertThat(underSecurityManager(jdk, policy, true))
        .isEqualTo(underSecurityManager(jdk, policy, false));
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#withSecurityManager")
  void printsNothingOfItsOwnUnderASecurityManagerThatGrantsNothing(Jdk jdk) throws IOException {
    Output without = underSecurityManager(jdk, emptyPolicy(), false);
    Output with = underSecurityManager(jdk, emptyPolicy(), true);

    assertThat(without.stdout()).containsExactly("hello");
    assertThat(with).isEqualTo(without);
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#withSecurityManager")
  void printsNothingIfAttachedUnderASecurityManagerThatGrantsNothing(Jdk jdk) throws IOException {
    AgentJvm jvm =
        securityManager(AgentJvm.on(jdk).probe("AgentTraces"), emptyPolicy())
            .expectStderr("WARNING: .* Security Manager.*");
    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      Output report =
          AgentJvm.on(jdk)
              .jvmArgs("-jar", Build.AGENT_JAR.toString())
              .arguments("report", Long.toString(app.pid()))
              .run();

      assertThat(report.exitCode()).as(report.text()).isZero();
      assertThat(report.stdout()).anyMatch(line -> line.contains("no leak"));
    }
  }

  /**
   * On 11 and 17 the agent enters through java.lang.Compiler. If that still had our code, its call
   * would define a class for the second time, which only the JVM's log would tell.
   */
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("withSecurityManagerAndLog")
  void givesTheJdkItsCodeBackUnderASecurityManagerThatGrantsNothing(Jdk jdk) throws IOException {
    Path log = Build.newDirectory("log").resolve("exceptions");
    AgentJvm jvm =
        securityManager(AgentJvm.on(jdk).probe("CompilerCommand"), emptyPolicy())
            .jvmArgs("-Xlog:exceptions=info:file=" + log)
            .verifyAll()
            .agent();

    Output output = jvm.run();

    assertThat(output.stdout()).as(output.text()).containsExactly("command null");
    assertThat(output.stderr()).allMatch(line -> line.contains("Security Manager"));
    assertThat(log)
        .content()
        .contains("AccessControlException") // the refusal that makes the agent go that way
        .doesNotContain("LinkageError");
  }

  static Stream<Jdk> withSecurityManagerAndLog() {
    return TestJdks.withSecurityManager().filter(jdk -> jdk.version() >= 11);
  }

  private static Path emptyPolicy() throws IOException {
    return Files.createFile(Build.newDirectory("policy").resolve("empty.policy"));
  }

  private static Output underSecurityManager(Jdk jdk, Path policy, boolean agent) {
    AgentJvm jvm = securityManager(AgentJvm.on(jdk).probe("HelloWorld", "1500"), policy);
    return (agent ? jvm.agent() : jvm).run();
  }

  private static AgentJvm securityManager(AgentJvm jvm, Path policy) {
    return jvm.jvmArgs("-Djava.security.manager", "-Djava.security.policy==" + policy);
  }

  @EachJdk
  void leavesJavacAlone(Jdk jdk) throws IOException {
    Path source = Build.newDirectory("javac").resolve("Empty.java");
    Files.writeString(source, "class Empty {}");

    assertSameToolOutput(jdk, "javac", source.toString());
    assertThat(source.resolveSibling("Empty.class")).exists();
  }

  @EachJdk
  void leavesJcmdAlone(Jdk jdk) {
    try (RunningApp target = AgentJvm.on(jdk).probe("AgentTraces").start()) {
      target.awaitReady();
      assertSameToolOutput(jdk, "jcmd", Long.toString(target.pid()), "VM.version");
    }
  }

  /** Against the same tool with another JAVA_TOOL_OPTIONS, which the JVM announces on stderr. */
  private static void assertSameToolOutput(Jdk jdk, String tool, String... args) {
    Output without = tool(jdk, tool, "-Dharmless=true", args);
    Output with = tool(jdk, tool, "-javaagent:" + Build.AGENT_JAR, args);

    assertThat(without.exitCode()).as(without.text()).isZero();
    assertThat(with).isEqualTo(without);
  }

  private static Output tool(Jdk jdk, String tool, String options, String... args) {
    Output output =
        AgentJvm.on(jdk).tool(tool).environment("JAVA_TOOL_OPTIONS", options).arguments(args).run();
    List<String> stderr =
        output.stderr().stream().filter(line -> !line.startsWith("Picked up ")).toList();
    return new Output(output.exitCode(), output.stdout(), stderr);
  }

  @EachJdk
  void anUnreferencedSocketIsStillCollectedAndClosed(Jdk jdk) {
    Output output = AgentJvm.on(jdk).probe("DroppedSocket").agent().run();

    assertThat(output).isEqualTo(new Output(0, List.of("collected", "closed"), List.of()));
  }

  /** The JDK reads the property once: when its network classes are initialised. */
  @EachJdk
  void aProgramCanStillChooseIpv4InMain(Jdk jdk) {
    Output output = AgentJvm.on(jdk).probe("LateIpv4").agent().run();

    assertThat(output).isEqualTo(new Output(0, List.of("tcp true", "tcp6 false"), List.of()));
  }
}
