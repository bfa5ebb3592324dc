package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An executable jar as Spring Boot's plugin for Maven makes it, whose loader reads the jars inside
 * it, with all that spring-boot-starter-web brings.
 */
class SpringBootIT {
  private static final int REQUESTS = 2_000;
  private static final String OPTION = "-javaagent:/opt/closewatch-agent.jar";

  @ParameterizedTest(name = "{0} on {1}", allowZeroInvocations = true)
  @MethodSource("boots")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void namesTheLineOfTheControllerAndChangesNothingElse(String version, Jdk jdk, String start)
      throws Exception {
    String command = Readme.line("## Spring Boot", start);
    assertThat(command).containsOnlyOnce(OPTION).endsWith("-jar shop.jar");
    try (Backend backend = Backend.start()) {
      Output without = run(version, jdk, "java -jar shop.jar", backend, false);
      Output with = run(version, jdk, command, backend, true);

      assertThat(without.exitCode()).isEqualTo(128 + 15);
      assertThat(without.stderr()).isEmpty();
      assertThat(with.exitCode()).isEqualTo(without.exitCode());
      assertThat(with.stdout()).isEqualTo(without.stdout());
      assertThat(with.stderr()).allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS: "));
    }
  }

  static Stream<Arguments> boots() {
    String option = "java " + OPTION;
    String variable = "JAVA_TOOL_OPTIONS=" + OPTION + " java";
    return Stream.of(
            Arguments.of("2.7", 8, option),
            Arguments.of("2.7", 17, variable),
            Arguments.of("3.5", 17, option))
        .flatMap(
            boot ->
                TestJdks.all()
                    .filter(jdk -> boot.get()[1].equals(jdk.version()))
                    .map(jdk -> Arguments.of(boot.get()[0], jdk, boot.get()[2])));
  }

  private static Output run(String version, Jdk jdk, String command, Backend backend, boolean agent)
      throws Exception {
    SpringBootShop shop = SpringBootShop.start(version, jdk, command, backend);
    try {
      HttpLoad.start(shop.port(), REQUESTS, "/careful").join();
      if (agent) {
        ForgetfulProbe.assertQuiet(shop.mbeans());
        assertThat(opened(shop)).containsExactly("careful opened 2000, open 0");
      }
      HttpLoad.start(shop.port(), 3, "/leaky").join();
      if (agent) {
        assertLeak(shop, version);
      }
    } catch (Throwable t) {
      shop.stop();
      throw t;
    }
    return shop.stop();
  }

  private static void assertLeak(SpringBootShop shop, String version) {
    String line = Sources.markedInSample("boot.Shop", "// leak: ").orElseThrow();
    AgentReport report = PoolFinding.await(shop.mbeans(), List.of("NOT_CLOSED likely 3 " + line));
    assertThat(opened(shop))
        .containsExactly("careful opened 2000, open 0", "leaky opened 3, open 3");
    assertThat(report.text())
        .contains(
            version.equals("2.7")
                ? "tomcat-embed-core-9.0.83.jar"
                : "tomcat-embed-core-10.1.55.jar")
        .doesNotContain("BOOT-INF", "!/");
  }

  /** Ends by itself, since it is told to be no server; Maven's own JVM must not report. */
  @Test
  void theMavenPluginStartsItWithTheAgent() throws Exception {
    String command = Readme.line("## Spring Boot", "mvn spring-boot:run ");
    assertThat(command).endsWith(OPTION);
    ProjectCopy project = ProjectCopy.of(Build.root().resolve("sample-apps/spring-boot-2.7"));
    Output output =
        project.bash(
            "export BACKEND=1 SPRING_MAIN_WEB_APPLICATION_TYPE=none\n"
                + command.replace(OPTION, "-javaagent:" + Build.AGENT_JAR)
                + "=report=text,reportDir=reports");

    assertThat(output.exitCode()).as(output.text()).isZero();
    assertThat(project.file("reports")).isNotEmptyDirectory();
    try (Stream<Path> reports = Files.list(project.file("reports"))) {
      assertThat(reports)
          .singleElement()
          .satisfies(
              report -> assertThat(report).content().contains("(io.closewatch.samples.boot.Shop)"));
    }
  }

  private static List<String> opened(SpringBootShop shop) {
    return shop.mbeans().sitesOf("Shop").stream()
        .filter(site -> site.kind().equals("socket"))
        .map(site -> site.method() + " opened " + site.opened() + ", open " + site.open())
        .sorted()
        .toList();
  }
}
