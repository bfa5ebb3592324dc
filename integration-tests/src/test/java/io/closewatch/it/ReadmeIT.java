package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The READMEs show what their commands really print and run. With {@code -Dreadme.update=true} the
 * reports in them are written anew instead.
 */
@Execution(ExecutionMode.SAME_THREAD) // an update writes one file in several tests
class ReadmeIT {
  private static final Path ROOT = Build.root();
  private static final String END = "```\n<!-- /report -->\n";

  private record Rule(Pattern pattern, String replacement) {
    static Rule of(String regex, String replacement) {
      return new Rule(Pattern.compile(regex, Pattern.MULTILINE), replacement);
    }
  }

  /** What differs between two runs; of the text around it every character counts. */
  private static final List<Rule> VARYING =
      List.of(
          Rule.of("\\b\\d+(ms|s|m|h|d)( \\d+[smh])?\\b", "<time>"),
          Rule.of(
              "^   - first seen (in this scan|<time> ago,\\s[^\\n]+(\\n     [^\\n]+)?)$",
              "   - first seen <course>"),
          Rule.of(
              "^\\d+ (socket descriptors = \\d+ in findings \\+ \\d+ healthy \\+) [^\\n]+(\\n  [^\\n]+)?$",
              "<n> $1 <rest>"),
          Rule.of("127\\.0\\.0\\.1:\\d+", "127.0.0.1:<port>"),
          Rule.of("\\bport \\d+", "port <port>"),
          Rule.of("at most \\d+ at once", "at most <peak> at once"),
          // How often a connection was used again before a page was missing.
          Rule.of(
              "^ +(\\d+) +\\d+ +\\d+ +(\\d+) +\\d+( +socket)$", "$1 <opened> <closed> $2 <peak>$3"),
          Rule.of("(Opened|Leased) by threads? [^:]+:$", "$1 by <threads>:"),
          Rule.of("\\.\\.\\. \\d+ frames? of ", "... <n> frames of "),
          Rule.of(
              "(?<=^Descriptors: )\\d+ (of \\d+ used \\([\\d.]+ % of the soft limit\\)|used, no limit):"
                  + "\\s+\\d+ sockets?,\\s+\\d+ files?,\\s+\\d+ other$",
              "<usage>"),
          Rule.of(
              ", process \\d+ \\((\\S+)\\), [^\\n]+(\\n  [^\\n]+)*$",
              ", process <pid> ($1), <jvm>"),
          Rule.of(
              "^Taken at \\S+Z \\(the\\s+scan\\s+took\\s+[\\d.]+ ms\\),\\s+<time>\\s+after\\s+the\\s+agent"
                  + "\\s+started\\s+with\\s+the\\s+JVM$",
              "Taken at <time>, the agent started with the JVM"));

  @Test
  void reportIsTheOneThatTheCrawlerGives() throws IOException, InterruptedException {
    assertShown(ROOT.resolve("README.md"), "what sample-apps/run-crawler prints", runCrawler(), "");
  }

  /** Stacks differ between JDKs: what stands before them is compared. */
  @ParameterizedTest
  @ValueSource(strings = {"BlockedWorkers", "TomcatAsyncForgotten"})
  void sampleReportIsTheOneThatTheSampleGives(String sample) throws IOException {
    assertShown(Build.sampleReadme(), sample, report(sample), "\n   Accepted by thread");
  }

  private static void assertShown(Path readme, String title, String printed, String upTo)
      throws IOException {
    String start = "<!-- report: " + title + " -->\n```text\n";
    String text = Files.readString(readme);
    assertThat(text).containsOnlyOnce(start);
    int from = text.indexOf(start) + start.length();
    int to = text.indexOf(END, from);
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(readme, text.substring(0, from) + printed + text.substring(to));
      return;
    }
    String shown = text.substring(from, to);
    if (upTo.isEmpty()) {
      assertThat(normalised(shown)).as("in %s", readme).isEqualTo(normalised(printed));
    } else {
      assertThat(unwrapped(shown, upTo)).as("in %s", readme).isEqualTo(unwrapped(printed, upTo));
    }
  }

  /** A figure of another length may break a line elsewhere. */
  private static String unwrapped(String report, String upTo) {
    assertThat(report).contains(upTo);
    String text = report.substring(0, report.indexOf(upTo)).replaceAll("\\s+", " ");
    for (Rule rule : VARYING) {
      text = rule.pattern().matcher(text).replaceAll(rule.replacement());
    }
    return text;
  }

  /** As a user gets it who asks on the command line. */
  private static String report(String sample) {
    Scenario scenario =
        Scenario.leaking().stream()
            .filter(s -> s.sample().equals(sample))
            .findFirst()
            .orElseThrow();
    Jdk jdk = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    try (RunningApp app = AgentJvm.on(jdk).sample(sample).agent().start()) {
      app.awaitReady();
      AgentJvm command =
          AgentJvm.on(jdk)
              .jvmArgs("-jar", Build.AGENT_JAR.toString())
              .arguments("report", Long.toString(app.pid()));
      return await()
          .atMost(RunningApp.PATIENCE)
          .until(
              () -> String.join("\n", command.run().stdout()) + "\n",
              // Told as long-lasting, so that the text reads as one of a real case does.
              report -> isWhole(scenario, report) && report.contains(" stable at "));
    }
  }

  private static boolean isWhole(Scenario scenario, String report) {
    return new AgentReport(report).count(scenario.kind()) == scenario.sockets();
  }

  @Test
  void testCommandIsTheOneThatTheBuildServerRuns() throws IOException {
    List<String> build = Files.readAllLines(ROOT.resolve(".ci/run"));
    String command = build.get(build.size() - 1);

    assertThat(command).startsWith("mvn ");
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).contains("    " + command);
  }

  /** On the JDK of the build, as a user who has just built it. */
  private static String runCrawler() throws IOException, InterruptedException {
    Path directory = Build.newDirectory("readme");
    Path out = directory.resolve("stdout");
    Path err = directory.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(ROOT.resolve("sample-apps/run-crawler").toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("run-crawler has ended").isTrue();
    } finally {
      process.destroy();
    }
    assertThat(Files.readString(err)).isEmpty();
    assertThat(process.exitValue()).isZero();
    return Files.readString(out);
  }

  private static String normalised(String report) {
    String text = report;
    for (Rule rule : VARYING) {
      text = rule.pattern().matcher(text).replaceAll(rule.replacement());
    }
    return text;
  }
}
