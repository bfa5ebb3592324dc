package io.closewatch.probes;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Five pools of the asynchronous HttpClient 5; what leaks is a response that its consumer does not
 * read. Argument: a {@link PoolConcurrencyPolicy}, of which newer libraries have more than the one
 * that this is compiled against.
 */
final class Async5Pools {

  private static final List<Object> KEPT = new ArrayList<>();

  private static PoolConcurrencyPolicy policy = PoolConcurrencyPolicy.STRICT;
  private static String page = "";

  public static void main(String[] args) throws Exception {
    policy = PoolConcurrencyPolicy.valueOf(args[0]);
    try (IdleClosingServer server = IdleClosingServer.start()) {
      page = server.url(110_000);
      leased();
      idle();
      both();
      exhaust();
      clean();
      StandardInput.awaitAfter("ready");
    }
    System.exit(0); // threads of the clients would go on
  }

  private static void leased() throws Exception {
    CloseableHttpAsyncClient client = client(pool().build(), 6); // pool: leased
    for (int i = 0; i < 3; i++) {
      StallingConsumer5 stalled = new StallingConsumer5();
      KEPT.add(client.execute(get(), stalled, null)); // lease: leased
      stalled.awaitStalled();
    }
  }

  private static void idle() throws Exception {
    CloseableHttpAsyncClient client = client(pool().build(), 6); // pool: idle
    getSideBySide(client);
  }

  private static void both() throws Exception {
    CloseableHttpAsyncClient client = client(pool().build(), 6); // pool: both
    for (int i = 0; i < 3; i++) {
      StallingConsumer5 stalled = new StallingConsumer5();
      KEPT.add(client.execute(get(), stalled, null)); // lease: both
      stalled.awaitStalled();
    }
    getSideBySide(client);
  }

  private static void exhaust() throws Exception {
    PoolingAsyncClientConnectionManager pool = pool().build(); // pool: exhaust
    CloseableHttpAsyncClient client = client(pool, 3);
    for (int i = 0; i < 4; i++) {
      StallingConsumer5 stalled = new StallingConsumer5();
      Future<Boolean> response = client.execute(get(), stalled, null); // lease: exhaust
      if (i < 3) {
        stalled.awaitStalled();
      } else {
        awaitTimeOut(client, pool, response);
      }
    }
  }

  /** Most pools tell a request that its time is up only when the next one comes. */
  private static void awaitTimeOut(
      CloseableHttpAsyncClient client,
      PoolingAsyncClientConnectionManager pool,
      Future<Boolean> response)
      throws Exception {
    Thread.sleep(300);
    pool.closeExpired();
    if (!response.isDone()) {
      KEPT.add(client.execute(get(), new StallingConsumer5(), null));
    }
    try {
      response.get();
    } catch (ExecutionException e) {
      System.out.println("timed out: " + e.getCause());
    }
  }

  private static void clean() throws Exception {
    CloseableHttpAsyncClient client = client(pool().build(), 6);
    getSideBySide(client);
    client.close(CloseMode.GRACEFUL);
  }

  private static PoolingAsyncClientConnectionManagerBuilder pool() {
    return PoolingAsyncClientConnectionManagerBuilder.create().setPoolConcurrencyPolicy(policy);
  }

  private static CloseableHttpAsyncClient client(
      PoolingAsyncClientConnectionManager pool, int max) {
    pool.setMaxTotal(max);
    pool.setDefaultMaxPerRoute(max);
    RequestConfig config =
        RequestConfig.custom().setConnectionRequestTimeout(Timeout.ofMilliseconds(200)).build();
    CloseableHttpAsyncClient client =
        HttpAsyncClients.custom()
            .setConnectionManager(pool)
            .setDefaultRequestConfig(config)
            .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
            .build();
    client.start();
    KEPT.add(client);
    return client;
  }

  private static AsyncRequestProducer get() {
    return new BasicRequestProducer("GET", URI.create(page));
  }

  /** All are held before the first is read, so that each has a connection of its own. */
  private static void getSideBySide(CloseableHttpAsyncClient client) throws Exception {
    List<StallingConsumer5> consumers = new ArrayList<>();
    List<Future<Boolean>> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      StallingConsumer5 consumer = new StallingConsumer5();
      responses.add(client.execute(get(), consumer, null));
      consumer.awaitStalled();
      consumers.add(consumer);
    }
    for (StallingConsumer5 consumer : consumers) {
      consumer.readOn();
    }
    for (Future<Boolean> response : responses) {
      response.get();
    }
  }

  private Async5Pools() {}
}
