package io.closewatch.samples.httpasyncclient;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;

/**
 * A pool whose idle connections the server closes. An asynchronous client sees that and closes its
 * end; what stays in the pool are entries without a connection.
 */
final class ControlIdlePool {

  public static void main(String[] args) throws Exception {
    try (PeerJvm server = WebServer.keepAlive(2000);
        CloseableHttpAsyncClient client = HttpAsyncClients.custom().setMaxConnPerRoute(6).build()) {
      client.start();
      List<Future<HttpResponse>> responses = new ArrayList<>();
      for (int i = 1; i <= 6; i++) {
        responses.add(client.execute(new HttpGet(server.url("/image/" + i)), null));
      }
      for (Future<HttpResponse> response : responses) {
        System.out.println(response.get().getStatusLine());
      }
      Hold.ready(args);
    }
  }

  private ControlIdlePool() {}
}
