package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The probe {@code Scraped} as {@code service.jar}, started by the commands of the README's section
 * on remote JMX. Only the port is another one, and graces are short.
 */
final class RemoteService implements AutoCloseable {
  private static final String PORT = "9010";
  private static final String LISTENING = "0A";

  private final RunningApp app;
  private final int port;

  private RemoteService(RunningApp app, int port) {
    this.app = app;
    this.port = port;
  }

  static RemoteService start(Jdk jdk) throws IOException {
    int port = ScrapedService.freePort();
    return new RemoteService(start(jdk, port, commands()), port);
  }

  /** Runs the commands with a mask that lets everybody read what they write. */
  static Output runReadableByAll(Jdk jdk) throws IOException {
    String careless = commands().replace("umask 077\n", "umask 022\n");
    assertThat(careless).contains("umask 022");
    return start(jdk, ScrapedService.freePort(), careless).runToEnd();
  }

  private static RunningApp start(Jdk jdk, int port, String commands) throws IOException {
    Path directory = Build.newDirectory("remote");
    Files.createSymbolicLink(directory.resolve("closewatch-agent.jar"), Build.AGENT_JAR);
    ScrapedService.writeServiceJar(directory.resolve("service.jar"), "Scraped");
    assertThat(commands.split(PORT, -1)).hasSize(3);
    String script = commands.replace(PORT, String.valueOf(port)).replace("\njava ", "\nexec java ");
    ProcessBuilder builder =
        ScrapedService.shell(jdk, directory, "set -eu\n" + script)
            .redirectOutput(directory.resolve("stdout").toFile())
            .redirectError(directory.resolve("stderr").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "MONITOR_PASSWORD", RemoteClient.password("monitor"),
                "OPERATOR_PASSWORD", RemoteClient.password("operator"),
                "CLOSEWATCH_SCAN_INTERVAL", "200ms",
                "CLOSEWATCH_CLOSE_WAIT_GRACE", "600ms",
                "CLOSEWATCH_LEASE_GRACE", "600ms"));
    return new RunningApp(
        builder.start(),
        directory,
        true,
        List.of(Pattern.compile(RemoteClient.CLOSED_WHILE_LISTENING)));
  }

  private static String commands() throws IOException {
    String text = ReadmeSection.of("Remote JMX safely").text();
    String start = "```sh\n";
    assertThat(text).containsOnlyOnce(start);
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf("```", from));
  }

  RemoteService awaitReady() {
    app.awaitReady();
    return this;
  }

  /** Waits for the port. */
  RemoteClient connect(String role) {
    return await()
        .atMost(RunningApp.PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> RemoteClient.connect(port, role), client -> true);
  }

  int port() {
    return port;
  }

  String passwordFile() throws IOException {
    return Files.readString(app.directory().resolve("jmx.password"));
  }

  /** The addresses that it listens at with its JMX port, as the kernel writes them. */
  List<String> listeningAt() throws IOException {
    String suffix = String.format(":%04X", port);
    Path net = Path.of("/proc/" + app.pid() + "/net");
    return Stream.concat(
            Files.readAllLines(net.resolve("tcp")).stream(),
            Files.readAllLines(net.resolve("tcp6")).stream())
        .map(row -> row.trim().split("\\s+"))
        .filter(row -> row[3].equals(LISTENING) && row[1].endsWith(suffix))
        .map(row -> row[1].substring(0, row[1].length() - suffix.length()))
        .toList();
  }

  @Override
  public void close() {
    app.close();
  }
}
