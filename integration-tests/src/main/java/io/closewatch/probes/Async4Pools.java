package io.closewatch.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager;
import org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.reactor.ConnectingIOReactor;

/** Five pools of HttpAsyncClient 4; what leaks is a response that its consumer does not read. */
final class Async4Pools {

  private static final List<Object> KEPT = new ArrayList<>();

  private static String page = "";

  public static void main(String[] args) throws Exception {
    try (IdleClosingServer server = IdleClosingServer.start()) {
      page = server.url(60_000);
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
    PoolingNHttpClientConnectionManager pool = // pool: leased
        new PoolingNHttpClientConnectionManager(reactor());
    CloseableHttpAsyncClient client = client(pool, 6);
    for (int i = 0; i < 3; i++) {
      StallingConsumer4 stalled = new StallingConsumer4();
      KEPT.add(client.execute(get(), stalled, null)); // lease: leased
      stalled.awaitStalled();
    }
  }

  private static void idle() throws Exception {
    PoolingNHttpClientConnectionManager pool = // pool: idle
        new PoolingNHttpClientConnectionManager(reactor());
    getSideBySide(client(pool, 6));
  }

  private static void both() throws Exception {
    PoolingNHttpClientConnectionManager pool = // pool: both
        new PoolingNHttpClientConnectionManager(reactor());
    CloseableHttpAsyncClient client = client(pool, 6);
    for (int i = 0; i < 3; i++) {
      StallingConsumer4 stalled = new StallingConsumer4();
      KEPT.add(client.execute(get(), stalled, null)); // lease: both
      stalled.awaitStalled();
    }
    getSideBySide(client);
  }

  private static void exhaust() throws Exception {
    PoolingNHttpClientConnectionManager pool = // pool: exhaust
        new PoolingNHttpClientConnectionManager(reactor());
    CloseableHttpAsyncClient client = client(pool, 3);
    for (int i = 0; i < 4; i++) {
      StallingConsumer4 stalled = new StallingConsumer4();
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
      PoolingNHttpClientConnectionManager pool,
      Future<Boolean> response)
      throws Exception {
    Thread.sleep(300);
    pool.closeExpiredConnections();
    if (!response.isDone()) {
      KEPT.add(client.execute(get(), new StallingConsumer4(), null));
    }
    try {
      response.get();
    } catch (ExecutionException e) {
      System.out.println("timed out: " + e.getCause());
    }
  }

  private static void clean() throws Exception {
    CloseableHttpAsyncClient client = client(new PoolingNHttpClientConnectionManager(reactor()), 6);
    getSideBySide(client);
    client.close();
  }

  private static ConnectingIOReactor reactor() throws Exception {
    IOReactorConfig oneThread = IOReactorConfig.custom().setIoThreadCount(1).build();
    return new DefaultConnectingIOReactor(oneThread);
  }

  private static CloseableHttpAsyncClient client(
      PoolingNHttpClientConnectionManager pool, int max) {
    pool.setMaxTotal(max);
    pool.setDefaultMaxPerRoute(max);
    RequestConfig config = RequestConfig.custom().setConnectionRequestTimeout(200).build();
    CloseableHttpAsyncClient client =
        HttpAsyncClients.custom()
            .setConnectionManager(pool)
            .setDefaultRequestConfig(config)
            .build();
    client.start();
    KEPT.add(client);
    return client;
  }

  private static HttpAsyncRequestProducer get() {
    return HttpAsyncMethods.create(new HttpGet(page));
  }

  /** All are held before the first is read, so that each has a connection of its own. */
  private static void getSideBySide(CloseableHttpAsyncClient client) throws Exception {
    List<StallingConsumer4> consumers = new ArrayList<>();
    List<Future<Boolean>> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      StallingConsumer4 consumer = new StallingConsumer4();
      responses.add(client.execute(get(), consumer, null));
      consumer.awaitStalled();
      consumers.add(consumer);
    }
    consumers.forEach(StallingConsumer4::readOn);
    for (Future<Boolean> response : responses) {
      response.get();
    }
  }

  private Async4Pools() {}
}
