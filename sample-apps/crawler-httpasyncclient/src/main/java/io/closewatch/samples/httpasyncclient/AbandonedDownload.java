package io.closewatch.samples.httpasyncclient;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.util.Arrays;
import java.util.concurrent.Future;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.nio.client.methods.HttpAsyncMethods;

/**
 * Looks at the beginning of documents. Having seen it, the consumer suspends the input, nobody
 * resumes it, and nobody cancels the request.
 */
final class AbandonedDownload {
  private final CloseableHttpAsyncClient client;
  private final boolean clean;

  private AbandonedDownload(CloseableHttpAsyncClient client, boolean clean) {
    this.client = client;
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    boolean clean = Arrays.asList(args).contains("clean");
    try (PeerJvm server = WebServer.keepAlive(1000);
        CloseableHttpAsyncClient client = HttpAsyncClients.custom().setMaxConnPerRoute(5).build()) {
      client.start();
      AbandonedDownload preview = new AbandonedDownload(client, clean);
      for (int i = 1; i <= 3; i++) {
        System.out.println("begins with " + preview.firstByte(server.url("/bytes/60000")));
      }
      Hold.ready(args);
    }
  }

  private char firstByte(String url) throws Exception {
    FirstByte consumer = new FirstByte();
    Future<Void> download =
        client.execute(HttpAsyncMethods.createGet(url), consumer, null); // leak: never ends
    char first = consumer.await();
    if (clean) {
      download.cancel(true); // the fix
    }
    return first;
  }
}
