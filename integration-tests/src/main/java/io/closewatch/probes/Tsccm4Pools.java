package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.apache.http.conn.params.ConnManagerParams;
import org.apache.http.conn.params.ConnPerRouteBean;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.tsccm.ThreadSafeClientConnManager;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpParams;

/** Five pools of HttpClient 4.0 to 4.2: ThreadSafeClientConnManager. */
final class Tsccm4Pools {

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
    HttpClient client = client(new ThreadSafeClientConnManager(max(6), plain())); // pool: leased
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: leased
    }
  }

  private static void idle(String page) throws IOException {
    HttpClient client = client(new ThreadSafeClientConnManager(max(6), plain())); // pool: idle
    giveBack(get(client, page, 3));
  }

  private static void both(String page) throws IOException {
    HttpClient client = client(new ThreadSafeClientConnManager(max(6), plain())); // pool: both
    List<HttpResponse> responses = get(client, page, 3);
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: both
    }
    giveBack(responses);
  }

  private static void exhaust(String page) throws IOException {
    HttpClient client = client(new ThreadSafeClientConnManager(max(3), plain())); // pool: exhaust
    for (int i = 0; i < 4; i++) {
      try {
        KEPT.add(client.execute(new HttpGet(page))); // lease: exhaust
      } catch (ConnectionPoolTimeoutException e) {
        System.out.println("timed out after " + i);
      }
    }
  }

  private static void clean(String page) throws IOException {
    ClientConnectionManager manager = new ThreadSafeClientConnManager(max(6), plain());
    giveBack(get(client(manager), page, 3));
    manager.shutdown();
  }

  private static HttpClient client(ClientConnectionManager manager) {
    HttpParams params = new BasicHttpParams();
    ConnManagerParams.setTimeout(params, 200);
    HttpClient client = new DefaultHttpClient(manager, params);
    KEPT.add(client);
    return client;
  }

  /** The parameters of 4.0 set the limits; later ones have setters instead. */
  private static HttpParams max(int max) {
    HttpParams params = new BasicHttpParams();
    ConnManagerParams.setMaxTotalConnections(params, max);
    ConnManagerParams.setMaxConnectionsPerRoute(params, new ConnPerRouteBean(max));
    return params;
  }

  private static SchemeRegistry plain() {
    SchemeRegistry registry = new SchemeRegistry();
    registry.register(new Scheme("http", PlainSocketFactory.getSocketFactory(), 80));
    return registry;
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

  private Tsccm4Pools() {}
}
