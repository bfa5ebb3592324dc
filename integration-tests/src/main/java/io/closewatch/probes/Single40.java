package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.SingleClientConnManager;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpParams;

/** One-connection managers of HttpClient 4.0: SingleClientConnManager. */
final class Single40 {

  private static final List<Object> KEPT = new ArrayList<>();
  private static final HttpParams PARAMS = new BasicHttpParams();
  private static final SchemeRegistry PLAIN = new SchemeRegistry();

  public static void main(String[] args) throws Exception {
    PLAIN.register(new Scheme("http", PlainSocketFactory.getSocketFactory(), 80));
    try (IdleClosingServer server = IdleClosingServer.start()) {
      String page = server.url(20);
      leased(page);
      idle(page);
      exhaust(page);
      clean(page);
      StandardInput.awaitAfter("ready");
    }
  }

  private static void leased(String page) throws IOException {
    HttpClient client = client(new SingleClientConnManager(PARAMS, PLAIN)); // pool: leased
    KEPT.add(client.execute(new HttpGet(page))); // lease: leased
  }

  private static void idle(String page) throws IOException {
    HttpClient client = client(new SingleClientConnManager(PARAMS, PLAIN)); // pool: idle
    client.execute(new HttpGet(page)).getEntity().consumeContent();
  }

  private static void exhaust(String page) throws IOException {
    HttpClient client = client(new SingleClientConnManager(PARAMS, PLAIN)); // pool: exhaust
    for (int i = 0; i < 2; i++) {
      try {
        KEPT.add(client.execute(new HttpGet(page))); // lease: exhaust
      } catch (IllegalStateException stillAllocated) {
        System.out.println("refused");
      }
    }
  }

  private static void clean(String page) throws IOException {
    ClientConnectionManager manager = new SingleClientConnManager(PARAMS, PLAIN);
    client(manager).execute(new HttpGet(page)).getEntity().consumeContent();
    manager.shutdown();
  }

  private static HttpClient client(ClientConnectionManager manager) {
    HttpClient client = new DefaultHttpClient(manager, PARAMS);
    KEPT.add(client);
    return client;
  }

  private Single40() {}
}
