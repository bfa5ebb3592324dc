package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Leases before an agent comes, while it is there, and gives all back when it has gone. */
final class LatePools {

  public static void main(String[] args) throws Exception {
    try (IdleClosingServer server = IdleClosingServer.start();
        CloseableHttpClient client = HttpClients.custom().setMaxConnPerRoute(10).build()) {
      String page = server.url(20);
      List<HttpResponse> earlier = lease(client, page);
      StandardInput.awaitAfter("ready");
      List<HttpResponse> later = leaseLater(client, page);
      EntityUtils.consume(earlier.get(0).getEntity());
      StandardInput.awaitAfter("again");
      later.addAll(earlier);
      for (HttpResponse response : later) {
        EntityUtils.consume(response.getEntity());
      }
      try (CloseableHttpClient fresh = HttpClients.createDefault()) {
        EntityUtils.consume(fresh.execute(new HttpGet(page)).getEntity());
      }
      StandardInput.awaitAfter("given back");
    }
  }

  private static List<HttpResponse> lease(CloseableHttpClient client, String page)
      throws IOException {
    List<HttpResponse> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      responses.add(client.execute(new HttpGet(page)));
    }
    return responses;
  }

  private static List<HttpResponse> leaseLater(CloseableHttpClient client, String page)
      throws IOException {
    List<HttpResponse> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      responses.add(client.execute(new HttpGet(page))); // lease: later
    }
    return responses;
  }

  private LatePools() {}
}
