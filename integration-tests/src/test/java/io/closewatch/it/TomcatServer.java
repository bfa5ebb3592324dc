package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Tomcat as it is downloaded, started and stopped by its own script. Of its own it has a base
 * directory with a copy of the configuration, in which only ports and the time between two looks at
 * the webapps are others. {@code close()} kills what has not been stopped.
 */
final class TomcatServer implements AutoCloseable {
  private static final String README = "## Tomcat";
  private static final String INSTALLED = "/opt/closewatch-agent.jar";

  private final Path home;
  private final Path base = Build.newDirectory("tomcat");
  private final Jdk jdk;
  private final int port;
  private final int shutdownPort;

  /**
   * A server that is not started.
   *
   * @param version its first numbers, such as {@code 10.1}
   * @param setenv the lines of its setenv.sh
   */
  TomcatServer(String version, Jdk jdk, List<String> setenv) throws IOException {
    this.home = home(version);
    this.jdk = jdk;
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = first.getLocalPort();
      shutdownPort = second.getLocalPort();
    }
    for (String name : List.of("bin", "conf", "logs", "temp", "webapps", "work")) {
      Files.createDirectory(base.resolve(name));
    }
    Files.write(base.resolve("bin/setenv.sh"), setenv);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(home.resolve("conf"))) {
      for (Path file : all) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
      }
    }
    Path configuration = base.resolve("conf/server.xml");
    String xml = Files.readString(configuration);
    xml = replaced(xml, "<Server port=\"8005\"", "<Server port=\"" + shutdownPort + "\"");
    xml =
        replaced(
            xml,
            "<Connector port=\"8080\"",
            "<Connector address=\"127.0.0.1\" port=\"" + port + "\"");
    xml =
        replaced(
            xml,
            "<Engine name=\"Catalina\" defaultHost=\"localhost\">",
            "<Engine name=\"Catalina\" defaultHost=\"localhost\" backgroundProcessorDelay=\"1\">");
    Files.writeString(configuration, xml);
  }

  /** The line of the README that puts the agent into setenv.sh, with graces that are short. */
  static String agent() throws IOException {
    String line = Readme.line(README, "CATALINA_OPTS=");
    assertThat(line).contains("-javaagent:" + INSTALLED);
    return line.replace(INSTALLED, Build.AGENT_JAR + "=" + String.join(",", AgentJvm.FAST));
  }

  private static Path home(String version) throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(Build.libraries("tomcat"), "apache-tomcat-" + version + ".*")) {
      List<Path> homes = new ArrayList<>();
      found.forEach(homes::add);
      assertThat(homes).hasSize(1);
      return homes.get(0);
    }
  }

  private static String replaced(String text, String part, String replacement) {
    assertThat(text).containsOnlyOnce(part);
    return text.replace(part, replacement);
  }

  int port() {
    return port;
  }

  /** A file of its configuration, which nobody has read before the start. */
  Path configuration(String name) {
    return base.resolve("conf").resolve(name);
  }

  long pid() throws IOException {
    return Long.parseLong(Files.readString(pidFile()).strip());
  }

  /** Where a webapp is put together before it is deployed. */
  Path staged(String webapp) {
    return base.resolve(webapp);
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param options such as {@code -security}
   */
  void start(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("start"));
    arguments.addAll(List.of(options));
    Output output = catalina(arguments.toArray(String[]::new));
    assertThat(output.exitCode()).as(output.text()).isZero();
    awaitLog("Server startup in ", 1);
  }

  /** What the script said, which has waited for the end of the server. */
  Output stop() throws Exception {
    return catalina("stop", "30");
  }

  void deploy(String webapp) throws IOException {
    Files.move(staged(webapp), deployed(webapp));
  }

  void undeploy(String webapp) throws IOException {
    Files.move(deployed(webapp), staged(webapp));
  }

  /** Saves its descriptor anew, which makes Tomcat load it again. */
  void save(String webapp) throws IOException {
    Path descriptor = deployed(webapp).resolve("WEB-INF/web.xml");
    Files.writeString(descriptor, Files.readString(descriptor));
  }

  /** Waits until the log has that many lines with this in them. */
  void awaitLog(String part, int times) {
    await()
        .atMost(RunningApp.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> assertThat(log("catalina.out")).filteredOn(l -> l.contains(part)).hasSize(times));
  }

  /** Standard output and standard error, where the server's log goes as well. */
  List<String> catalinaOut() {
    return log("catalina.out");
  }

  /** The lines of all log files whose names begin with this, without what differs between runs. */
  List<String> log(String prefix) {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(base.resolve("logs"), prefix + "*")) {
      for (Path file : files) {
        Files.readAllLines(file).forEach(line -> lines.add(withoutAccident(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  String withoutAccident(String line) {
    return line.replaceFirst("^\\d\\d-\\w{3}-\\d{4} [\\d:.]+ (\\w+) \\[[^]]*] ", "$1 ")
        .replaceAll("\\[\\d{2}/\\w{3}/\\d{4}:[^]]+]", "[date]")
        .replaceAll("\\[[\\d,.]+] (milliseconds|ms)", "[n] $1")
        .replace(base.toString(), "BASE")
        .replace(home.toString(), "HOME")
        .replaceAll("\\b" + port + "\\b", "PORT")
        .replaceAll("\\b" + shutdownPort + "\\b", "SHUTDOWN");
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(pidFile())) {
      ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private Path pidFile() {
    return base.resolve("tomcat.pid");
  }

  private Path deployed(String webapp) {
    return base.resolve("webapps").resolve(webapp);
  }

  /** What the README's command line prints, given by Tomcat's user on its machine. */
  AgentReport report() throws Exception {
    String line = Readme.line(README, " report ");
    assertThat(line).contains(INSTALLED);
    Output output = run("report", "sh", "-c", line.replace(INSTALLED, Build.AGENT_JAR.toString()));
    assertThat(output.exitCode()).as(output.text()).isZero();
    return new AgentReport(String.join("\n", output.stdout()) + "\n");
  }

  private Output catalina(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("sh", home.resolve("bin/catalina.sh").toString()));
    command.addAll(List.of(arguments));
    return run(arguments[0], command.toArray(String[]::new));
  }

  private Output run(String name, String... command) throws Exception {
    Path out = base.resolve(name + ".stdout");
    Path err = base.resolve(name + ".stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(base.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("CATALINA_"));
    environment
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "JRE_HOME"));
    environment.put("JAVA_HOME", jdk.home().toString());
    environment.put("PATH", jdk.tool("java").getParent() + ":" + environment.get("PATH"));
    environment.put("CATALINA_BASE", base.toString());
    environment.put("CATALINA_PID", pidFile().toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Output(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
  }
}
