package io.closewatch.samples.httpclient5async;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

/**
 * A pool whose idle connections the server closes. An asynchronous client sees that and closes its
 * end; what stays in the pool are entries without a connection.
 */
final class ControlIdlePool {

  public static void main(String[] args) throws Exception {
    try (PeerJvm server = WebServer.keepAlive(2000);
        CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
      client.start();
      List<Future<SimpleHttpResponse>> responses = new ArrayList<>();
      for (int i = 1; i <= 6; i++) {
        responses.add(
            client.execute(SimpleRequestBuilder.get(server.url("/image/" + i)).build(), null));
      }
      for (Future<SimpleHttpResponse> response : responses) {
        System.out.println(response.get().getCode());
      }
      Hold.ready(args);
    }
  }

  private ControlIdlePool() {}
}
