package io.closewatch.probes;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/**
 * A thread waits for the only connection of a pool of HttpClient 5 and is interrupted, or its
 * request is cancelled; then the connection comes back. Arguments: policy, interrupt or cancel.
 */
final class LeaseWaits {

  public static void main(String[] args) throws Exception {
    try (IdleClosingServer server = IdleClosingServer.start();
        CloseableHttpClient client = client(PoolConcurrencyPolicy.valueOf(args[0]))) {
      HttpGet request = new HttpGet(server.url(20));
      Thread waiter = new Thread(() -> fetch(client, request), "waiter");
      try (CloseableHttpResponse first = client.execute(new HttpGet(server.url(20)))) {
        waiter.start();
        awaitWaiting(waiter);
        if (args[1].equals("interrupt")) {
          waiter.interrupt();
        } else {
          request.cancel();
        }
        waiter.join();
        EntityUtils.consume(first.getEntity());
      }
      StandardInput.awaitAfter("ready");
    }
  }

  private static void fetch(CloseableHttpClient client, HttpGet request) {
    try (CloseableHttpResponse response = client.execute(request)) { // lease: given up
      EntityUtils.consume(response.getEntity());
      System.out.println("served");
    } catch (IOException | CancellationException e) {
      System.out.println("given up");
    }
  }

  private static void awaitWaiting(Thread waiter) throws InterruptedException {
    while (waiter.getState() != Thread.State.TIMED_WAITING
        && waiter.getState() != Thread.State.WAITING) {
      Thread.sleep(10);
    }
    Thread.sleep(300); // it may have waited for a class to be loaded
  }

  private static CloseableHttpClient client(PoolConcurrencyPolicy policy) {
    PoolingHttpClientConnectionManager manager =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setPoolConcurrencyPolicy(policy)
            .setMaxConnTotal(1)
            .setMaxConnPerRoute(1)
            .build();
    return HttpClients.custom().setConnectionManager(manager).build();
  }

  private LeaseWaits() {}
}
