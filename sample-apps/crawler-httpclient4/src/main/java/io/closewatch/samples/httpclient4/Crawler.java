package io.closewatch.samples.httpclient4;

import io.closewatch.samples.Crawl;
import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/**
 * Fetches the pages of a server with a pool of connections. A page that is there is read, and its
 * response closed; one that is missing is only counted.
 */
final class Crawler {
  private final CloseableHttpClient client;
  private final boolean clean;

  private Crawler(CloseableHttpClient client, boolean clean) {
    this.client = client;
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    boolean clean = Arrays.asList(args).contains("clean");
    try (PeerJvm server = WebServer.keepAlive(1000);
        CloseableHttpClient client =
            HttpClients.custom()
                .setMaxConnPerRoute(10)
                .evictIdleConnections(300, TimeUnit.MILLISECONDS)
                .build()) {
      Crawl.of(server, 20, new Crawler(client, clean)::fetch);
      Hold.ready(args);
    }
  }

  private boolean fetch(String url) throws IOException {
    CloseableHttpResponse response = client.execute(new HttpGet(url)); // leak: see the 404 branch
    if (response.getStatusLine().getStatusCode() == 404) {
      if (clean) {
        response.close(); // the fix
      }
      return false;
    }
    EntityUtils.toString(response.getEntity()); // a real crawler would look for links here
    response.close();
    return true;
  }
}
