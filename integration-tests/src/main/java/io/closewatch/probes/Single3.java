package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.SimpleHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;

/** One-connection managers of commons-httpclient 3; a second lease takes over the first. */
final class Single3 {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    try (IdleClosingServer server = IdleClosingServer.start()) {
      String page = server.url(20);
      leased(page);
      idle(page);
      clean(page);
      StandardInput.awaitAfter("ready");
    }
  }

  private static void leased(String page) throws IOException {
    HttpClient client = client(new SimpleHttpConnectionManager()); // pool: leased
    GetMethod get = new GetMethod(page);
    client.executeMethod(get); // lease: leased
    KEPT.add(get);
  }

  private static void idle(String page) throws IOException {
    HttpClient client = client(new SimpleHttpConnectionManager()); // pool: idle
    GetMethod get = new GetMethod(page);
    client.executeMethod(get);
    get.releaseConnection();
  }

  private static void clean(String page) throws IOException {
    SimpleHttpConnectionManager manager = new SimpleHttpConnectionManager();
    GetMethod get = new GetMethod(page);
    client(manager).executeMethod(get);
    get.releaseConnection();
    manager.closeIdleConnections(-1);
  }

  private static HttpClient client(SimpleHttpConnectionManager manager) {
    HttpClient client = new HttpClient(manager);
    KEPT.add(client);
    return client;
  }

  private Single3() {}
}
