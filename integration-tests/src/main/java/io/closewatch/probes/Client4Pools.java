package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.util.EntityUtils;

/** Five pools of HttpClient 4.3 to 4.5: PoolingHttpClientConnectionManager. */
final class Client4Pools {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    try (IdleClosingServer server = IdleClosingServer.start()) {
      String page = server.url(20);
      leased(page);
      idle(page);
      both(page);
      exhaust(page);
      clean(page);
      StandardInput.awaitAfter("ready");
    }
  }

  private static void leased(String page) throws IOException {
    HttpClient client = client(new PoolingHttpClientConnectionManager(), 6); // pool: leased
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: leased
    }
  }

  private static void idle(String page) throws IOException {
    HttpClient client = client(new PoolingHttpClientConnectionManager(), 6); // pool: idle
    giveBack(get(client, page, 3));
  }

  private static void both(String page) throws IOException {
    HttpClient client = client(new PoolingHttpClientConnectionManager(), 6); // pool: both
    List<HttpResponse> responses = get(client, page, 3);
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: both
    }
    giveBack(responses);
  }

  private static void exhaust(String page) throws IOException {
    HttpClient client = client(new PoolingHttpClientConnectionManager(), 3); // pool: exhaust
    for (int i = 0; i < 4; i++) {
      try {
        KEPT.add(client.execute(new HttpGet(page))); // lease: exhaust
      } catch (ConnectionPoolTimeoutException e) {
        System.out.println("timed out after " + i);
      }
    }
  }

  private static void clean(String page) throws IOException {
    CloseableHttpClient client = client(new PoolingHttpClientConnectionManager(), 6);
    giveBack(get(client, page, 3));
    client.close();
  }

  private static CloseableHttpClient client(PoolingHttpClientConnectionManager manager, int max) {
    manager.setMaxTotal(max);
    manager.setDefaultMaxPerRoute(max);
    RequestConfig config = RequestConfig.custom().setConnectionRequestTimeout(200).build();
    CloseableHttpClient client =
        HttpClients.custom().setConnectionManager(manager).setDefaultRequestConfig(config).build();
    KEPT.add(client);
    return client;
  }

  private static List<HttpResponse> get(HttpClient client, String page, int times)
      throws IOException {
    List<HttpResponse> responses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      responses.add(client.execute(new HttpGet(page)));
    }
    return responses;
  }

  private static void giveBack(List<HttpResponse> responses) throws IOException {
    for (HttpResponse response : responses) {
      EntityUtils.consume(response.getEntity());
    }
  }

  private Client4Pools() {}
}
