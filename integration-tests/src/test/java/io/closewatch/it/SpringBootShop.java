package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sample of Spring Boot as {@code shop.jar}, started by a command in a directory of its own. It
 * listens at any port that is free, and the agent's graces are short.
 */
final class SpringBootShop {
  /**
   * What Tomcat logs through java.util.logging at the end: the JDK's own shutdown hook takes its
   * handlers away beside Spring's, with the agent and without.
   */
  private static final String STOPPING = "Stopping service [Tomcat]";

  private static final String DESTROYING = "Destroying Spring FrameworkServlet";

  private static final Pattern PORT = Pattern.compile("Tomcat started on port(?:\\(s\\):)? (\\d+)");

  /** Read by every JVM after all else, which says so; its life is too short for more compiling. */
  private static final String BRIEF = "-XX:TieredStopAtLevel=1";

  private final RunningApp app;
  private final int port;

  private SpringBootShop(RunningApp app) {
    this.app = app;
    this.port =
        await()
            .atMost(RunningApp.PATIENCE)
            .until(() -> portOf(app), Optional::isPresent)
            .orElseThrow();
  }

  private static Optional<Integer> portOf(RunningApp app) {
    return app.stdout().stream()
        .map(PORT::matcher)
        .filter(Matcher::find)
        .map(MatchResult.class::cast)
        .map(found -> Integer.valueOf(found.group(1)))
        .findFirst();
  }

  /** Comes back when it is ready. */
  static SpringBootShop start(String version, Jdk jdk, String command, Backend backend)
      throws IOException {
    Path directory = Build.newDirectory("spring-boot");
    Path jar = Build.root().resolve("sample-apps/spring-boot-" + version + "/target/shop.jar");
    assertThat(jar).exists();
    Files.createSymbolicLink(directory.resolve("shop.jar"), jar);
    String agent = "-javaagent:" + Build.AGENT_JAR;
    String line = command.replace("-javaagent:/opt/closewatch-agent.jar", agent);
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line.replaceFirst("\\bjava ", "exec java "))
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("stdout").toFile())
            .redirectError(directory.resolve("stderr").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    environment.put("PATH", jdk.home().resolve("bin") + ":" + environment.get("PATH"));
    environment.put("_JAVA_OPTIONS", BRIEF);
    environment.put("SERVER_PORT", "0");
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("BACKEND", Integer.toString(backend.port()));
    environment.put("CLOSEWATCH_SCAN_INTERVAL", "200ms");
    environment.put("CLOSEWATCH_CLOSE_WAIT_GRACE", "600ms");
    environment.put("CLOSEWATCH_DEAD_GRACE", "600ms");
    return new SpringBootShop(
        new RunningApp(builder.start(), directory, line.contains(agent), List.of()));
  }

  int port() {
    return port;
  }

  AgentMBeans mbeans() {
    return app.mbeans();
  }

  /** Ends it by SIGTERM, and gives what it printed, without what differs between two runs. */
  Output stop() {
    app.release();
    Output output = app.terminate();
    return new Output(
        output.exitCode(),
        output.stdout().stream()
            .filter(line -> !line.contains(STOPPING) && !line.contains(DESTROYING))
            .map(this::steady)
            .toList(),
        output.stderr().stream().filter(line -> !line.endsWith(": " + BRIEF)).toList());
  }

  private String steady(String line) {
    return line.replace(app.directory().toString(), "DIRECTORY")
        .replaceFirst("--- \\[[^]]*] ", "--- [thread] ")
        .replaceAll("\\d+", "0");
  }
}
