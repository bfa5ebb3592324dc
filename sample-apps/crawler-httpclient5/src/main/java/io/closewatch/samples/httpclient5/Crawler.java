package io.closewatch.samples.httpclient5;

import io.closewatch.samples.Crawl;
import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;

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
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(10)
                        .build())
                .evictIdleConnections(TimeValue.ofMilliseconds(300))
                .build()) {
      Crawl.of(server, 20, new Crawler(client, clean)::fetch);
      Hold.ready(args);
    }
  }

  private boolean fetch(String url) throws IOException, ParseException {
    ClassicHttpResponse response =
        client.executeOpen(null, new HttpGet(url), null); // leak: see the 404 branch
    if (response.getCode() == 404) {
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
