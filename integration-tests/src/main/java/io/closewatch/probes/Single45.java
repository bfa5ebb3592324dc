package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.BasicHttpClientConnectionManager;
import org.apache.http.util.EntityUtils;

/** One-connection managers of HttpClient 4.3 to 4.5. */
final class Single45 {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
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
    HttpClient client = client(new BasicHttpClientConnectionManager()); // pool: leased
    KEPT.add(client.execute(new HttpGet(page))); // lease: leased
  }

  private static void idle(String page) throws IOException {
    HttpClient client = client(new BasicHttpClientConnectionManager()); // pool: idle
    EntityUtils.consume(client.execute(new HttpGet(page)).getEntity());
  }

  private static void exhaust(String page) throws IOException {
    HttpClient client = client(new BasicHttpClientConnectionManager()); // pool: exhaust
    for (int i = 0; i < 2; i++) {
      try {
        KEPT.add(client.execute(new HttpGet(page))); // lease: exhaust
      } catch (IllegalStateException stillAllocated) {
        System.out.println("refused");
      }
    }
  }

  private static void clean(String page) throws IOException {
    CloseableHttpClient client = client(new BasicHttpClientConnectionManager());
    EntityUtils.consume(client.execute(new HttpGet(page)).getEntity());
    client.close();
  }

  private static CloseableHttpClient client(BasicHttpClientConnectionManager manager) {
    CloseableHttpClient client = HttpClients.custom().setConnectionManager(manager).build();
    KEPT.add(client);
    return client;
  }

  private Single45() {}
}
