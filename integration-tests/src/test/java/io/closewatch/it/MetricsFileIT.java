package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file for the node exporter, by the command of the adapter's README. */
class MetricsFileIT {
  private static final String DIRECTORY = "/var/lib/node_exporter";
  private static final Path README = Build.root().resolve("agent/jmx-prometheus-adapter/README.md");

  private static final Pattern COMMAND =
      Pattern.compile(
          "^    java -javaagent:closewatch-agent\\.jar=(metricsFile=\\S+) -jar service\\.jar$",
          Pattern.MULTILINE);

  private final Path directory = Build.newDirectory("node_exporter");
  private final Path file = directory.resolve("shop.prom");

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  @Timeout(120)
  void isWholeWheneverItIsReadAndGoesWithTheJvm(Jdk jdk) throws Exception {
    AgentJvm jvm =
        AgentJvm.on(jdk)
            .agentJar(Build.AGENT_JAR, option())
            .environment("CLOSEWATCH_SCAN_INTERVAL", "200ms")
            .environment("CLOSEWATCH_CLOSE_WAIT_GRACE", "600ms")
            .environment("CLOSEWATCH_JMX_DELAY", "100ms")
            .probe("ManyLeaks", "sockets", "12");
    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      String sample =
          "closewatch_site_sockets_leaked{jvm=\"shop\",kind=\"socket\",site=\""
              + "io.closewatch.probes.LeakSite0000.apply("
              + Sources.marked("LeakSite0000", "// leak: one line")
              + ")\"} 12.0";
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> Files.exists(file) && Files.readAllLines(file).contains(sample));

      assertIsReplacedAsAWhole(sample);
      assertPromtoolIsContent();
    }
    assertThat(directory).isEmptyDirectory();
  }

  static Stream<Jdk> jdks() {
    return TestJdks.all().filter(jdk -> jdk.version() == 8 || jdk.version() == 17);
  }

  private String option() throws IOException {
    Matcher found = COMMAND.matcher(Files.readString(README));
    assertThat(found.find()).isTrue();
    String option = found.group(1);
    assertThat(option).endsWith(DIRECTORY + "/" + file.getFileName());
    return option.replace(DIRECTORY, directory.toString());
  }

  /** Reads all the time, until the agent has written it ten times. */
  private void assertIsReplacedAsAWhole(String sample) throws IOException {
    List<String> metrics = types(Files.readString(file));
    Set<String> files = new TreeSet<>();
    while (files.size() < 10) {
      files.add(Files.getAttribute(file, "unix:ctime").toString());
      String text = Files.readString(file);
      assertThat(text).endsWith("\n").contains(sample);
      assertThat(types(text)).isEqualTo(metrics);
    }
  }

  private static List<String> types(String text) {
    return text.lines().filter(line -> line.startsWith("# TYPE ")).toList();
  }

  private void assertPromtoolIsContent() throws Exception {
    if (PrometheusServer.find().isEmpty()) {
      return;
    }
    Path read = Files.copy(file, Build.newDirectory("promtool").resolve("metrics"));
    Path output = read.resolveSibling("output");
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(read.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).isEmptyFile();
    assertThat(promtool.exitValue()).isZero();
  }
}
