package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.httpclient.ConnectionPoolTimeoutException;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;

/** Five pools of commons-httpclient 3. */
final class Commons3Pools {

  private static final List<GetMethod> KEPT = new ArrayList<>();
  private static final List<HttpClient> CLIENTS = new ArrayList<>();

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
    HttpClient client = client(new MultiThreadedHttpConnectionManager(), 6); // pool: leased
    for (int i = 0; i < 3; i++) {
      GetMethod get = new GetMethod(page);
      client.executeMethod(get); // lease: leased
      KEPT.add(get);
    }
  }

  private static void idle(String page) throws IOException {
    HttpClient client = client(new MultiThreadedHttpConnectionManager(), 6); // pool: idle
    giveBack(get(client, page, 3));
  }

  private static void both(String page) throws IOException {
    HttpClient client = client(new MultiThreadedHttpConnectionManager(), 6); // pool: both
    List<GetMethod> gets = get(client, page, 3);
    for (int i = 0; i < 3; i++) {
      GetMethod get = new GetMethod(page);
      client.executeMethod(get); // lease: both
      KEPT.add(get);
    }
    giveBack(gets);
  }

  private static void exhaust(String page) throws IOException {
    HttpClient client = client(new MultiThreadedHttpConnectionManager(), 3); // pool: exhaust
    client.getParams().setConnectionManagerTimeout(200);
    for (int i = 0; i < 4; i++) {
      GetMethod get = new GetMethod(page);
      try {
        client.executeMethod(get); // lease: exhaust
        KEPT.add(get);
      } catch (ConnectionPoolTimeoutException e) {
        System.out.println("timed out after " + i);
      }
    }
  }

  private static void clean(String page) throws IOException {
    MultiThreadedHttpConnectionManager manager = new MultiThreadedHttpConnectionManager();
    giveBack(get(client(manager, 6), page, 3));
    manager.shutdown();
  }

  private static HttpClient client(MultiThreadedHttpConnectionManager manager, int max) {
    manager.getParams().setDefaultMaxConnectionsPerHost(max);
    manager.getParams().setMaxTotalConnections(max);
    HttpClient client = new HttpClient(manager);
    CLIENTS.add(client);
    return client;
  }

  private static List<GetMethod> get(HttpClient client, String page, int times) throws IOException {
    List<GetMethod> gets = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      GetMethod get = new GetMethod(page);
      client.executeMethod(get);
      gets.add(get);
    }
    return gets;
  }

  private static void giveBack(List<GetMethod> gets) {
    gets.forEach(GetMethod::releaseConnection);
  }

  private Commons3Pools() {}
}
