package io.closewatch.benchmarks;

import java.util.concurrent.ExecutionException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/**
 * Requests of HttpClient 4.5 over kept-alive connections of its pool, 50 frames above each: one
 * lease and one release per request. Argument: how many threads.
 */
final class PooledRequests4 {
  private PooledRequests4() {}

  public static void main(String[] args) throws Exception {
    ClientThreads threads = new ClientThreads(Integer.parseInt(args[0]));
    String url = KeepAliveServer.start().url();
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      Lockstep.serveTimed(operations -> run(threads, client, url, operations));
    }
  }

  private static void run(
      ClientThreads threads, CloseableHttpClient client, String url, int operations)
      throws InterruptedException, ExecutionException {
    threads.run(
        operations,
        ConnectAcceptClose.FRAMES,
        () -> {
          try (CloseableHttpResponse response = client.execute(new HttpGet(url))) {
            EntityUtils.consume(response.getEntity());
          }
        });
  }
}
