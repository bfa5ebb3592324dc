package io.closewatch.samples.httpclient5async;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.util.Arrays;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

/**
 * Looks at the beginning of documents. Having seen it, the consumer gives the connection no more
 * capacity, and nobody cancels the request.
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
        CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
      client.start();
      AbandonedDownload preview = new AbandonedDownload(client, clean);
      for (int i = 1; i <= 3; i++) {
        System.out.println("begins with " + preview.firstByte(server.url("/bytes/110000")));
      }
      Hold.ready(args);
    }
  }

  private char firstByte(String url) throws Exception {
    SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
    FirstByte consumer = new FirstByte(clean); // the fix
    Future<Void> download =
        client.execute(SimpleRequestProducer.create(request), consumer, null); // leak: never ends
    char first = consumer.await();
    if (clean) {
      download.get(); // not cancel(): one in twenty comes too early, and HttpClient 5.6.5 loses it
    }
    return first;
  }
}
