package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A child JVM to be: the JDK, the program, and its arguments in the order in which they are given,
 * so that a test can put another agent before or after ours.
 */
final class AgentJvm {

  /**
   * Graces that a person would find too nervous, so that tests need not wait. That for what is
   * being closed must be longer than the second in which Tomcat's poller looks at its selector.
   */
  static final List<String> FAST =
      List.of(
          "scanInterval=200ms",
          "closeWaitGrace=600ms",
          "leaseGrace=600ms",
          "closingGrace=1500ms",
          "deadGrace=600ms",
          "stuckGrace=600ms");

  /** What the agent says at the end of a JVM in which it failed. */
  static final Pattern SWALLOWED_ERRORS =
      Pattern.compile(
          "closewatch: WARN [1-9]\\d* errors of closewatch itself were swallowed in hooks: .*");

  private final Jdk jdk;
  private final List<String> jvmArgs = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();
  private final List<String> program = new ArrayList<>();
  private final List<Pattern> expectedStderr = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private List<String> prefix = List.of();
  private String executable = "java";
  private boolean agent;
  private boolean reachable = true;
  private boolean errorsExpected;

  private AgentJvm(Jdk jdk) {
    this.jdk = jdk;
  }

  static AgentJvm on(Jdk jdk) {
    return new AgentJvm(jdk);
  }

  /**
   * A program of sample-apps; one of a crawler module by its package, {@code httpclient4.Crawler}.
   */
  AgentJvm sample(String name, String... args) {
    classPath.add(Build.sampleClasses(name));
    classPath.add(Build.sampleLibraries(name));
    return program("io.closewatch.samples." + name, args);
  }

  /** A program of this module's src/main/java. */
  AgentJvm probe(String name, String... args) {
    classPath.add(Build.PROBES);
    return program("io.closewatch.probes." + name, args);
  }

  /** A program of this module's src/main/java11. */
  AgentJvm probe11(String name, String... args) {
    classPath.add(Build.PROBES_11);
    return probe(name, args);
  }

  /** Any class of the class path. */
  AgentJvm program(String main, String... args) {
    program.add(main);
    return arguments(args);
  }

  /** Arguments after those of the JVM. */
  AgentJvm arguments(String... args) {
    program.addAll(List.of(args));
    return this;
  }

  /** {@code -javaagent:} with the packaged agent, fast graces, and {@code options} after them. */
  AgentJvm agent(String... options) {
    return agentJar(
        Build.AGENT_JAR, Stream.concat(FAST.stream(), Stream.of(options)).toArray(String[]::new));
  }

  /** {@code -javaagent:} with exactly these options. */
  AgentJvm agentJar(Path jar, String... options) {
    agent = true;
    return jvmArgs(
        "-javaagent:" + jar + (options.length == 0 ? "" : "=" + String.join(",", options)));
  }

  /**
   * For a program of some seconds, of which dozens run: the JVM leaves out the optimizing compiler,
   * which takes a third of the processor time of such a program and is done when it ends.
   */
  AgentJvm brief() {
    return jvmArgs("-XX:TieredStopAtLevel=1");
  }

  AgentJvm jvmArgs(String... args) {
    jvmArgs.addAll(List.of(args));
    return this;
  }

  AgentJvm classPath(Path... entries) {
    classPath.addAll(List.of(entries));
    return this;
  }

  AgentJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Errors in hooks are part of the test. */
  AgentJvm suppressesErrors() {
    errorsExpected = true;
    return this;
  }

  /** JMX does not reach the child; what the agent says on stderr at its exit is checked as ever. */
  AgentJvm outOfReach() {
    reachable = false;
    return this;
  }

  /** A command that starts the JVM instead of a direct start, such as a shell that sets a limit. */
  AgentJvm startedBy(String... command) {
    prefix = List.of(command);
    return this;
  }

  /** Another tool of the JDK instead of {@code java}. */
  AgentJvm tool(String name) {
    executable = name;
    return this;
  }

  /** A line on stderr that is no fault; every other line fails the test. */
  AgentJvm expectStderr(String regex) {
    expectedStderr.add(Pattern.compile(regex));
    return this;
  }

  /** Every JDK type is verified when it is loaded, ours included. */
  AgentJvm verifyAll() {
    return jvmArgs("-Xverify:all");
  }

  RunningApp start() {
    Path directory = Build.newDirectory("jvm");
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("stdout").toFile())
            .redirectError(directory.resolve("stderr").toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    try {
      return new RunningApp(
          builder.start(),
          directory,
          agent && reachable && !errorsExpected,
          List.copyOf(expectedStderr));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a program that ends by itself; its stderr is the test's to judge, but for the line that
   * says that errors of closewatch were swallowed: it fails every test that does not expect it.
   */
  Output run() {
    Output output = start().runToEnd();
    if (!errorsExpected) {
      assertThat(output.stderr()).as(output.text()).noneMatch(SWALLOWED_ERRORS.asMatchPredicate());
    }
    return output;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(jdk.tool(executable).toString());
    command.addAll(jvmArgs);
    if (!classPath.isEmpty()) {
      command.add("-cp");
      command.add(
          classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
    command.addAll(program);
    return command;
  }
}
