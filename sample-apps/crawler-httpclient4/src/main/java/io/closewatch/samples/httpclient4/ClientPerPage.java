package io.closewatch.samples.httpclient4;

import io.closewatch.samples.Crawl;
import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Makes a client for every page, to be closed when the crawl is over, and then forgets to. */
final class ClientPerPage {

  private final Queue<Closeable> clients = new ConcurrentLinkedQueue<>();
  private final boolean clean;

  private ClientPerPage(boolean clean) {
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    try (PeerJvm server = WebServer.keepAlive(1000)) {
      ClientPerPage crawler = new ClientPerPage(Arrays.asList(args).contains("clean"));
      Crawl.of(server, 8, crawler::fetch);
      Hold.ready(args);
    }
  }

  private boolean fetch(String url) throws IOException {
    CloseableHttpClient client = HttpClients.createDefault(); // leak: a pool for one request
    try (CloseableHttpResponse response = client.execute(new HttpGet(url))) {
      EntityUtils.consume(response.getEntity());
      return response.getStatusLine().getStatusCode() == 200;
    } finally {
      if (clean) {
        client.close(); // the fix
      } else {
        clients.add(client);
      }
    }
  }
}
