package io.closewatch.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Many targets, told apart by their paths: each gives the scrape of one service, a second old. */
final class ReplayedScrapes implements AutoCloseable {
  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpServer server;
  private final ScrapedService service;
  private byte[] compressed = {};
  private long takenAt;

  private ReplayedScrapes(HttpServer server, ScrapedService service) {
    this.server = server;
    this.service = service;
  }

  static ReplayedScrapes of(ScrapedService service) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    ReplayedScrapes replayed = new ReplayedScrapes(server, service);
    server.createContext("/", replayed::answer);
    server.setExecutor(replayed.threads);
    server.start();
    return replayed;
  }

  /** This many of them, as {@code prometheus.yml} has them. */
  String targets(int count) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      yaml.append(
          """
                - targets: ["127.0.0.1:%d"]
                  labels: {__metrics_path__: /%d, instance: "replayed-%d:9404"}
          """
              .formatted(server.getAddress().getPort(), i, i));
    }
    return yaml.toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = current();
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized byte[] current() {
    if (compressed.length == 0 || System.nanoTime() - takenAt > MAX_AGE_NANOS) {
      compressed = service.compressedScrape();
      takenAt = System.nanoTime();
    }
    return compressed;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
