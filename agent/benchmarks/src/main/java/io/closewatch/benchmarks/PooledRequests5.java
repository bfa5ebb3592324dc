package io.closewatch.benchmarks;

import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** The same as {@link PooledRequests4} with HttpClient 5. Argument: how many threads. */
final class PooledRequests5 {
  private PooledRequests5() {}

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
    HttpClientResponseHandler<Integer> consume =
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getCode();
        };
    threads.run(
        operations, ConnectAcceptClose.FRAMES, () -> client.execute(new HttpGet(url), consume));
  }
}
