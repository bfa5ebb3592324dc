package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/**
 * A careful user of HttpClient 4.5, then one that forgets three responses, and gives them back when
 * it is told to. Runs in a bundle or a module, or with a library that lost its names.
 */
public final class ModulePools {

  public static void main(String[] args) throws Exception {
    try (IdleClosingServer server = IdleClosingServer.start()) {
      String page = server.url(20);
      readAll(page);
      StandardInput.awaitAfter("clean");
      try (CloseableHttpClient client = client()) {
        FutureTask<List<HttpResponse>> worker = new FutureTask<>(() -> forget(client, page));
        IdleClosingServer.daemon("worker", worker); // else the lease is in progress all the time
        List<HttpResponse> responses = worker.get();
        StandardInput.awaitAfter("ready");
        giveBack(responses);
      }
      StandardInput.awaitAfter("given back");
    }
  }

  private static void readAll(String page) throws IOException {
    try (CloseableHttpClient client = client()) {
      List<HttpResponse> responses = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        responses.add(client.execute(new HttpGet(page)));
      }
      giveBack(responses);
    }
  }

  private static List<HttpResponse> forget(CloseableHttpClient client, String page)
      throws IOException {
    List<HttpResponse> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      responses.add(client.execute(new HttpGet(page))); // lease: module
    }
    return responses;
  }

  private static CloseableHttpClient client() {
    return HttpClients.custom().setMaxConnPerRoute(6).build();
  }

  private static void giveBack(List<HttpResponse> responses) throws IOException {
    for (HttpResponse response : responses) {
      System.out.println(
          response.getStatusLine().getStatusCode()
              + " "
              + EntityUtils.toString(response.getEntity()).length());
    }
  }

  private ModulePools() {}
}
