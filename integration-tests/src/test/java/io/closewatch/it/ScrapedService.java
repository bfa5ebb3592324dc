package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A probe, {@code Scraped} unless another is named, as {@code service.jar}, started by the commands
 * of the README's section on Prometheus. Only the port is another one, and graces are short.
 */
final class ScrapedService implements AutoCloseable {
  private static final String PORT = "=9404:";

  /** What the exporter says when a client, Prometheus that ends, does not wait for its answer. */
  private static final Pattern BROKEN_OFF =
      Pattern.compile(
          ".* SEVERE \\| io\\.prometheus\\.metrics\\.exporter\\.httpserver\\.HttpExchangeAdapter \\|"
              + " The Prometheus metrics HTTPServer caught an Exception while trying to send the"
              + " metrics response\\.");

  private final HttpClient client = HttpClient.newHttpClient();
  private final RunningApp app;
  private final Path directory;
  private final int port;

  private ScrapedService(RunningApp app, Path directory, int port) {
    this.app = app;
    this.directory = directory;
    this.port = port;
  }

  static ScrapedService start(Jdk jdk, boolean exporterFirst) throws Exception {
    return start(jdk, exporterFirst, "Scraped");
  }

  static ScrapedService start(Jdk jdk, boolean exporterFirst, String probe, String... arguments)
      throws Exception {
    Path directory = Build.newDirectory("scraped");
    Files.createSymbolicLink(directory.resolve("closewatch-agent.jar"), Build.AGENT_JAR);
    Files.createSymbolicLink(
        directory.resolve("jmx_prometheus_javaagent.jar"),
        Build.library("jmx_prometheus_javaagent"));
    writeServiceJar(directory.resolve("service.jar"), probe);
    List<String> commands = ReadmeSection.of("Prometheus and Grafana").commands();
    for (String command : commands.subList(0, commands.size() - 1)) {
      Process process = shell(jdk, directory, command).inheritIO().start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
      assertThat(process.exitValue()).as(command).isZero();
    }
    int port = freePort();
    String service = commands.get(commands.size() - 1);
    assertThat(service).contains(PORT, "-jar service.jar");
    service = service.replace(PORT, "=127.0.0.1:" + port + ":");
    service = exporterFirst ? service : inOtherOrder(service);
    ProcessBuilder builder =
        shell(jdk, directory, "exec " + service + " " + String.join(" ", arguments))
            .redirectOutput(directory.resolve("stdout").toFile())
            .redirectError(directory.resolve("stderr").toFile());
    builder.environment().put("CLOSEWATCH_SCAN_INTERVAL", "200ms");
    builder.environment().put("CLOSEWATCH_CLOSE_WAIT_GRACE", "600ms");
    builder.environment().put("CLOSEWATCH_LEASE_GRACE", "600ms");
    RunningApp app = new RunningApp(builder.start(), directory, true, List.of(BROKEN_OFF));
    return new ScrapedService(app, directory, port);
  }

  private static String inOtherOrder(String command) {
    List<String> words = List.of(command.split(" "));
    assertThat(words.get(1)).contains("jmx_prometheus");
    assertThat(words.get(2)).contains("closewatch-agent");
    return Stream.concat(
            Stream.of(words.get(0), words.get(2), words.get(1)),
            words.subList(3, words.size()).stream())
        .collect(Collectors.joining(" "));
  }

  static ProcessBuilder shell(Jdk jdk, Path directory, String command) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    environment.put("PATH", jdk.home().resolve("bin") + ":" + environment.get("PATH"));
    return builder;
  }

  static void writeServiceJar(Path jar, String probe) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.MAIN_CLASS, "io.closewatch.probes." + probe);
    Stream<Path> libraries =
        Stream.concat(
            jars(PoolSet.jars("client-4.5.14").getParent()),
            jars(Build.library("collector").resolveSibling("collector")));
    manifest
        .getMainAttributes()
        .put(
            Name.CLASS_PATH,
            Stream.concat(Stream.of(Build.PROBES), libraries)
                .map(path -> path.toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  private static Stream<Path> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList().stream();
    }
  }

  Path directory() {
    return directory;
  }

  int port() {
    return port;
  }

  /** What the exporter's agent answers. */
  String scrape() {
    String scrape = get(BodyHandlers.ofString());
    assertThat(scrape).contains("\njmx_scrape_error 0.0\n");
    return scrape;
  }

  /** The same, compressed, as Prometheus wants it. */
  byte[] compressedScrape() {
    return get(BodyHandlers.ofByteArray(), "Accept-Encoding", "gzip");
  }

  private <T> T get(BodyHandler<T> handler, String... headers) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    try {
      HttpResponse<T> answer =
          client.send((headers.length == 0 ? request : request.headers(headers)).build(), handler);
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new AssertionError(app.stderr().toString(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the exporter listens, which is before the service begins. */
  ScrapedService awaitUp() {
    await()
        .atMost(RunningApp.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
    return this;
  }

  /** Waits until the service has done its deeds. */
  ScrapedService awaitReady() {
    app.awaitReady();
    return this;
  }

  AgentMBeans mbeans() {
    return app.mbeans();
  }

  /** What the exporter's newer collector gives within the service. */
  String collected() {
    return String.join("\n", answer("closewatch-rules.yaml", line -> line.equals("scraped")));
  }

  /** The one line that the probe answers to a line of input. */
  String ask(String line) {
    return answer(line, printed -> true).get(0);
  }

  private List<String> answer(String line, Predicate<String> last) {
    int before = app.stdout().size();
    app.send(line);
    return await()
        .atMost(RunningApp.PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> app.stdout().stream().skip(before).toList(),
            lines -> lines.stream().anyMatch(last));
  }

  /** Each sample by its name and labels. */
  static Map<String, Double> samples(String scrape) {
    Map<String, Double> samples = new TreeMap<>();
    for (String line : scrape.lines().filter(l -> l.startsWith("closewatch_")).toList()) {
      int blank = line.lastIndexOf(' ');
      samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
    }
    return samples;
  }

  static int freePort() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return listener.getLocalPort();
    }
  }

  @Override
  public void close() {
    app.close();
  }
}
