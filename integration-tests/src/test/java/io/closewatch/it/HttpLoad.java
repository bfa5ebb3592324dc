package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Requests to a server on this machine, over a few connections. */
final class HttpLoad {
  private static final int CLIENTS = 4;

  /**
   * That many requests in all, to these paths in turn. Fails if one of them is not answered with
   * 200.
   */
  static CompletableFuture<Void> start(int port, int requests, String... paths) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    AtomicInteger next = new AtomicInteger();
    return CompletableFuture.allOf(
        IntStream.range(0, Math.min(CLIENTS, requests))
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int n = next.getAndIncrement();
                              n < requests;
                              n = next.getAndIncrement()) {
                            get(client, "http://127.0.0.1:" + port + paths[n % paths.length]);
                          }
                        },
                        task -> new Thread(task, "load").start()))
            .toArray(CompletableFuture<?>[]::new));
  }

  private static void get(HttpClient client, String url) {
    try {
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).as(url).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(url, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpLoad() {}
}
