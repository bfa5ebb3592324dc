package io.closewatch.samples.httpclient4;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.util.Arrays;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/**
 * Sends events to a server that answers with nothing but a status, and sees no need to close such a
 * response. HttpClient gives the connection back by itself after a 204 or {@code Content-Length:
 * 0}, but not after {@code Transfer-Encoding: chunked}: that the page is empty shows when it is
 * read.
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
        CloseableHttpClient client = HttpClients.custom().setMaxConnPerRoute(5).build()) {
      EmptyAnswers events = new EmptyAnswers(client, clean);
      for (int i = 1; i <= 4; i++) {
        System.out.println("event " + i + ": status " + events.send(server.url("/events/" + i)));
      }
      Hold.ready(args);
    }
  }

  private int send(String url) throws IOException {
    CloseableHttpResponse response = client.execute(new HttpPost(url)); // leak: never closed
    int status = response.getStatusLine().getStatusCode();
    if (clean) {
      response.close(); // the fix
    }
    return status;
  }
}
