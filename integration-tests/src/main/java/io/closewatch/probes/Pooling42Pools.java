package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.PoolingClientConnectionManager;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpParams;

/** Five pools of HttpClient 4.2: PoolingClientConnectionManager. */
final class Pooling42Pools {

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
    HttpClient client = client(max(new PoolingClientConnectionManager(), 6)); // pool: leased
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: leased
    }
  }

  private static void idle(String page) throws IOException {
    HttpClient client = client(max(new PoolingClientConnectionManager(), 6)); // pool: idle
    giveBack(get(client, page, 3));
  }

  private static void both(String page) throws IOException {
    HttpClient client = client(max(new PoolingClientConnectionManager(), 6)); // pool: both
    List<HttpResponse> responses = get(client, page, 3);
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: both
    }
    giveBack(responses);
  }

  private static void exhaust(String page) throws IOException {
    HttpClient client = client(max(new PoolingClientConnectionManager(), 3)); // pool: exhaust
    for (int i = 0; i < 4; i++) {
      try {
        KEPT.add(client.execute(new HttpGet(page))); // lease: exhaust
      } catch (ConnectionPoolTimeoutException e) {
        System.out.println("timed out after " + i);
      }
    }
  }

  private static void clean(String page) throws IOException {
    ClientConnectionManager manager = max(new PoolingClientConnectionManager(), 6);
    giveBack(get(client(manager), page, 3));
    manager.shutdown();
  }

  private static HttpClient client(ClientConnectionManager manager) {
    HttpParams params = new BasicHttpParams();
    params.setLongParameter("http.conn-manager.timeout", 200);
    HttpClient client = new DefaultHttpClient(manager, params);
    KEPT.add(client);
    return client;
  }

  private static ClientConnectionManager max(PoolingClientConnectionManager manager, int max) {
    manager.setMaxTotal(max);
    manager.setDefaultMaxPerRoute(max);
    return manager;
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
      response.getEntity().consumeContent();
    }
  }

  private Pooling42Pools() {}
}
