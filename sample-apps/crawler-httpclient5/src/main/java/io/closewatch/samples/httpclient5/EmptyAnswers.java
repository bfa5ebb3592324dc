package io.closewatch.samples.httpclient5;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends events to a server that answers with nothing but a status, and sees no need to close such a
 * response. HttpClient gives the connection back by itself after a 204, but not after a 200 with an
 * empty page: that it is empty shows when it is read.
 */
final class EmptyAnswers {
  private final CloseableHttpClient client;
  private final boolean clean;

  private EmptyAnswers(CloseableHttpClient client, boolean clean) {
    this.client = client;
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    boolean clean = Arrays.asList(args).contains("clean");
    try (PeerJvm server = WebServer.keepAlive(1000);
        CloseableHttpClient client =
            HttpClients.custom()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(5)
                        .build())
                .evictIdleConnections(TimeValue.ofMilliseconds(300))
                .build()) {
      EmptyAnswers events = new EmptyAnswers(client, clean);
      for (int i = 1; i <= 4; i++) {
        System.out.println("event " + i + ": status " + events.send(server.url("/events/" + i)));
      }
      Hold.ready(args);
    }
  }

  private int send(String url) throws IOException {
    ClassicHttpResponse response =
        client.executeOpen(null, new HttpPost(url), null); // leak: never closed
    int status = response.getCode();
    if (clean) {
      response.close(); // the fix
    }
    return status;
  }
}
