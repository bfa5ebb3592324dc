package io.closewatch.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Prometheus of the PATH, on a port of its own; where there is none, that is said. */
final class PrometheusServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Optional<Path> find() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory).resolve("prometheus"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.out.println(
          "integration tests: no Prometheus on the PATH: metrics are not queried back from one");
    }
    return found;
  }

  /** Starts it with the file {@code prometheus.yml} of a directory. */
  static PrometheusServer start(Path executable, Path directory) throws IOException {
    return start(executable, directory, ScrapedService.freePort());
  }

  static PrometheusServer start(Path executable, Path directory, int port) throws IOException {
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-admin-api",
                "--log.level=warn")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    return new PrometheusServer(process, port);
  }

  /** The result of a query; fails if the server does not understand it. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    JsonNode answer = get("query?query=" + URLEncoder.encode(expression, UTF_8));
    assertThat(answer.at("/status").asText()).as(expression + ": " + answer).isEqualTo("success");
    return answer.at("/data/result");
  }

  /** The one number that a query gives; NaN while there is none. */
  double number(String expression) throws IOException, InterruptedException {
    return query(expression).at("/0/value/1").asDouble(Double.NaN);
  }

  /** Writes all that it has as blocks, as it does every two hours, into this directory. */
  Path snapshot(Path directory) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("admin/tsdb/snapshot")).POST(BodyPublishers.noBody()).build();
    String name =
        JSON.readTree(client.send(request, BodyHandlers.ofString()).body())
            .at("/data/name")
            .asText();
    return directory.resolve("data/snapshots").resolve(name);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
  }

  /** {@code data} of {@code /api/v1/...}; a missing node while the server is not up. */
  JsonNode get(String path) throws IOException, InterruptedException {
    URI uri = uri(path);
    return JSON.readTree(
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
  }

  /** The page that people look at; the one of Debian has only the classic look. */
  String pageOfAlerts() throws IOException, InterruptedException {
    String page = "http://127.0.0.1:" + port + "/classic/alerts";
    HttpRequest request = HttpRequest.newBuilder(URI.create(page)).build();
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    assumeTrue(status == 200, "this Prometheus has no classic pages");
    return page;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }
}
