package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What the README says of Docker and Kubernetes, in a container without Docker. */
class ContainerIT {
  private static final String VOLUME = "/closewatch/";
  private static final String IMAGE = "/opt/";
  private static final String LEAK = Sources.marked("LeakSite0000", "// leak: one line");

  private final Path volume = Build.newDirectory("volume");

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theDeploymentFindsALeakAndKubectlExecShowsIt(Jdk jdk) throws Exception {
    Container kubernetes = Container.withTmp();
    Map<?, ?> pod = pod();
    initialise(pod);
    String variable = options(pod);
    AgentJvm jvm =
        AgentJvm.on(jdk)
            .startedBy(kubernetes.starter())
            .environment("JAVA_TOOL_OPTIONS", variable)
            .environment("CLOSEWATCH_SCAN_INTERVAL", "200ms")
            .environment("CLOSEWATCH_CLOSE_WAIT_GRACE", "600ms")
            .expectStderr("Picked up JAVA_TOOL_OPTIONS: .*");
    try (RunningApp app = leaking(jvm)) {
      List<String> report = kubectl("kubectl exec deploy/shop -- java ");
      await()
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(() -> assertShown(exec(app, jdk, variable, report)));
    }
  }

  private static void assertShown(Output report) {
    assertThat(report.exitCode()).as(report.text()).isZero();
    assertThat(report.stdout())
        .as(report.text())
        .anyMatch(line -> line.contains("12 sockets") && line.contains(LEAK));
  }

  /** What should become a file becomes a sentence that says why not. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theImageFindsALeakWhereNothingCanBeWritten(Jdk jdk) throws Exception {
    Container container = Container.readOnly();
    initialise(pod());
    int port = ScrapedService.freePort();
    String options =
        line("ENV ").substring("ENV JAVA_TOOL_OPTIONS=".length()).replace(IMAGE, volume + "/");
    String jmx = line("    -Dcom.sun.management.").replace("=9010", "=" + port);
    String variable = options + " " + jmx.strip();
    AgentJvm jvm =
        AgentJvm.on(jdk)
            .startedBy(container.starter())
            .environment("JAVA_TOOL_OPTIONS", variable)
            .environment("CLOSEWATCH_SCAN_INTERVAL", "200ms")
            .environment("CLOSEWATCH_CLOSE_WAIT_GRACE", "600ms")
            .environment("CLOSEWATCH_REPORT", "text")
            .environment("CLOSEWATCH_METRICS_FILE", "/metrics/shop.prom")
            .expectStderr("Picked up JAVA_TOOL_OPTIONS: .*")
            .expectStderr(
                "closewatch: WARN metricsFile /metrics/shop.prom cannot be written:"
                    + " java.nio.file.NoSuchFileException: /metrics/.*")
            .expectStderr(
                "closewatch: WARN no exit report: cannot use the report directory"
                    + " /tmp/closewatch-1: Read-only file system; set reportDir to a directory that"
                    + " can be written to and has room");
    try (RunningApp app = leaking(jvm)) {
      try (AgentMBeans mbeans = AgentMBeans.connectTo(port)) {
        AgentReport report = PoolFinding.await(mbeans, List.of("NOT_CLOSED likely 12 " + LEAK));
        assertThat(report.unwrapped()).contains("What could not be seen: nothing");
        assertThat(mbeans.status()).isEqualTo("ok");
        assertThat(mbeans.suppressedErrors()).isZero();
        assertThatThrownBy(() -> mbeans.invoke("Report", "dumpText"))
            .hasMessageContaining("cannot use the report directory /tmp/closewatch-1:")
            .hasMessageContaining("Read-only file system");
      }
      // It does start, as the port is left to the other.
      Output refused = exec(app, jdk, variable, kubectl("kubectl exec deploy/shop -- env "));
      assertThat(refused.exitCode()).as(refused.text()).isEqualTo(3);
      assertThat(refused.stderr())
          .singleElement()
          .asString()
          .contains("in /tmp: ", "Read-only file system");
      app.runToEnd();
      assertThat(app.stderr()).hasSize(3);
    }
  }

  private static RunningApp leaking(AgentJvm jvm) {
    return jvm.probe("ManyLeaks", "sockets", "12").start().awaitReady();
  }

  static Stream<Jdk> jdks() {
    return TestJdks.all().filter(jdk -> jdk.version() == 8 || jdk.version() == 17);
  }

  /** Of the README's deployment. */
  private static Map<?, ?> pod() throws Exception {
    Map<?, ?> deployment = new Yaml().load(ReadmeSection.of("Docker and Kubernetes").yaml());
    return map(map(map(deployment.get("spec")).get("template")).get("spec"));
  }

  /** Runs the init container's command. */
  private void initialise(Map<?, ?> pod) throws Exception {
    Map<?, ?> container = only(pod, "initContainers");
    List<String> command =
        ((List<?>) container.get("command"))
            .stream()
                .map(String.class::cast)
                .map(
                    word ->
                        word.equals("/closewatch-agent.jar")
                            ? Build.AGENT_JAR.toString()
                            : here(word))
                .toList();
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    assertThat(volume.resolve("closewatch-agent.jar")).isRegularFile();
  }

  private String options(Map<?, ?> pod) {
    Map<?, ?> container = only(pod, "containers");
    Map<?, ?> security = map(container.get("securityContext"));
    assertThat(security.get("readOnlyRootFilesystem")).isEqualTo(true);
    assertThat(container.get("volumeMounts").toString()).contains("mountPath=/tmp");
    Map<?, ?> variable = map(((List<?>) container.get("env")).get(0));
    assertThat(variable.get("name")).isEqualTo("JAVA_TOOL_OPTIONS");
    return here((String) variable.get("value"));
  }

  /** What runs in the container by a command of the README. */
  private static List<String> kubectl(String start) throws Exception {
    String command = line("    " + start);
    return List.of(command.substring(command.indexOf(" -- ") + 4).split(" "));
  }

  /** The only one of the section that starts like this. */
  private static String line(String start) throws Exception {
    List<String> found =
        ReadmeSection.of("Docker and Kubernetes")
            .text()
            .lines()
            .filter(line -> line.startsWith(start))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** With the variable that the container has. */
  private Output exec(RunningApp app, Jdk jdk, String variable, List<String> command)
      throws Exception {
    Path directory = Build.newDirectory("exec");
    List<String> all =
        Stream.concat(
                Stream.of(Container.exec(app)),
                command.stream()
                    .map(word -> word.equals("java") ? jdk.tool("java").toString() : here(word)))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .redirectOutput(directory.resolve("stdout").toFile())
            .redirectError(directory.resolve("stderr").toFile());
    builder.environment().put("JAVA_TOOL_OPTIONS", variable);
    return new Output(
        builder.start().waitFor(),
        Files.readAllLines(directory.resolve("stdout")),
        Files.readAllLines(directory.resolve("stderr")));
  }

  private String here(String text) {
    return text.replace(VOLUME, volume + "/");
  }

  private static Map<?, ?> only(Map<?, ?> pod, String list) {
    List<?> all = (List<?>) pod.get(list);
    assertThat(all).hasSize(1);
    return map(all.get(0));
  }

  private static Map<?, ?> map(Object node) {
    assertThat(node).isInstanceOf(Map.class);
    return (Map<?, ?>) node;
  }
}
