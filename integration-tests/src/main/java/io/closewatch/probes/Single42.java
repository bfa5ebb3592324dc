package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.BasicClientConnectionManager;
import org.apache.http.params.BasicHttpParams;

/** One-connection managers of HttpClient 4.2: BasicClientConnectionManager. */
final class Single42 {

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
    HttpClient client = client(new BasicClientConnectionManager()); // pool: leased
    KEPT.add(client.execute(new HttpGet(page))); // lease: leased
  }

  private static void idle(String page) throws IOException {
    HttpClient client = client(new BasicClientConnectionManager()); // pool: idle
    client.execute(new HttpGet(page)).getEntity().consumeContent();
  }

  private static void exhaust(String page) throws IOException {
    HttpClient client = client(new BasicClientConnectionManager()); // pool: exhaust
    for (int i = 0; i < 2; i++) {
      try {
        KEPT.add(client.execute(new HttpGet(page))); // lease: exhaust
      } catch (IllegalStateException stillAllocated) {
        System.out.println("refused");
      }
    }
  }

  private static void clean(String page) throws IOException {
    ClientConnectionManager manager = new BasicClientConnectionManager();
    client(manager).execute(new HttpGet(page)).getEntity().consumeContent();
    manager.shutdown();
  }

  private static HttpClient client(ClientConnectionManager manager) {
    HttpClient client = new DefaultHttpClient(manager, new BasicHttpParams());
    KEPT.add(client);
    return client;
  }

  private Single42() {}
}
