package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/**
 * A program that does not shut its HttpClient 4.5 down before it ends: "healthy" or "forgotten",
 * with the server gone; in a static field, or dropped just before the end.
 */
final class ExitPools4 {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    HangingUpServer server = new HangingUpServer();
    switch (args[0]) {
      case "healthy":
        KEPT.add(healthy(server.url()));
        break;
      case "healthy-dropped":
        healthy(server.url());
        break;
      case "forgotten":
        KEPT.add(forgotten(server.url()));
        break;
      default:
        throw new IllegalArgumentException(args[0]);
    }
    System.out.println("done");
    Ends.in(args[1]);
  }

  private static CloseableHttpClient healthy(String page) throws IOException {
    CloseableHttpClient client = HttpClients.createDefault();
    EntityUtils.consume(client.execute(new HttpGet(page)).getEntity());
    return client;
  }

  private static CloseableHttpClient forgotten(String page) throws IOException {
    CloseableHttpClient client = HttpClients.createDefault();
    KEPT.add(client.execute(new HttpGet(page))); // lease: exit
    return client;
  }

  private ExitPools4() {}
}
