package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's commands that load the agent with nothing but the JDK's own tool. */
class JcmdIT {
  private static final String REPORT_FILE = "/tmp/new-file.txt";

  static Stream<Jdk> jdks() {
    return TestJdks.since11().filter(jdk -> jdk.version() <= 17);
  }

  static Stream<Jdk> jdk8() {
    return TestJdks.all().filter(jdk -> jdk.version() == 8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void loadsTheAgentWithoutOptions(Jdk jdk) throws Exception {
    try (RunningApp app = AgentJvm.on(jdk).probe("LateSockets").brief().start().awaitReady()) {
      assertThat(jcmd(jdk, app, commands().get(0))).contains("return code: 0");

      assertThat(app.mbeans().status()).isEqualTo("ok");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void loadsTheAgentWithOptionsReportsAndStops(Jdk jdk) throws Exception {
    List<String> commands = commands();
    try (RunningApp app = AgentJvm.on(jdk).probe("LateSockets").brief().start().awaitReady()) {
      assertThat(jcmd(jdk, app, commands.get(1))).contains("return code: 0");
      assertThat(app.mbeans().options()).contains("closeWaitGrace = 1m (agent argument)");

      assertThat(asked(jdk, app, commands.get(2)))
          .startsWith("ok\n")
          .contains("process " + app.pid());
      assertThat(asked(jdk, app, commands.get(2).replace("!report", "!status"))).startsWith("ok\n");
      assertThat(app.mbeans().names()).contains("Agent");
      assertThat(asked(jdk, app, commands.get(2).replace("!report", "!stop"))).startsWith("ok\n");
      assertThat(app.mbeans().names()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdk8")
  void jdk8DoesNotHaveIt(Jdk jdk) throws Exception {
    try (RunningApp app = AgentJvm.on(jdk).probe("LateSockets").brief().start().awaitReady()) {
      assertThat(jcmd(jdk, app, commands().get(0))).contains("Unknown diagnostic command");
    }
  }

  private static List<String> commands() throws IOException {
    List<String> commands =
        ReadmeSection.of("It leaks now: look into the running JVM")
            .text()
            .lines()
            .filter(line -> line.startsWith("    jcmd PID "))
            .map(String::strip)
            .toList();
    assertThat(commands).hasSize(3);
    return commands;
  }

  /** What the agent writes into the file that the command names. */
  private static String asked(Jdk jdk, RunningApp app, String command) throws Exception {
    assertThat(command).contains(REPORT_FILE);
    Path file = Build.newDirectory("jcmd").resolve("new-file.txt");
    String answer = jcmd(jdk, app, command.replace(REPORT_FILE, file.toString()));
    assertThat(file).as(answer).exists();
    return Files.readString(file);
  }

  private static String jcmd(Jdk jdk, RunningApp app, String command) throws Exception {
    String filled =
        command
            .replace("jcmd PID ", "jcmd " + app.pid() + " ")
            .replace("/path/closewatch-agent.jar", Build.AGENT_JAR.toString());
    Path printed = Build.newDirectory("jcmd").resolve("printed");
    Process process =
        ScrapedService.shell(jdk, printed.getParent(), filled)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(filled).isTrue();
    return Files.readString(printed);
  }
}
