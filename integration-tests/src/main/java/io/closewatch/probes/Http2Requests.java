package io.closewatch.probes;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;

/**
 * Many requests at once over HTTP/2, then the server hangs up. Arguments: sharing for a pool that
 * shares connections (HttpClient 5.5 and later) or pure for a client without a pool; read or stall,
 * which says what becomes of the responses.
 */
final class Http2Requests {

  private static final int REQUESTS = 20;
  private static final int PATIENCE_SECONDS = 30;

  private final HeldHttp2Server server;
  private final CloseableHttpAsyncClient client;

  private Http2Requests(HeldHttp2Server server, CloseableHttpAsyncClient client) {
    this.server = server;
    this.client = client;
  }

  public static void main(String[] args) throws Exception {
    HeldHttp2Server server = HeldHttp2Server.start();
    PoolingAsyncClientConnectionManager pool = args[0].equals("sharing") ? sharing() : null;
    CloseableHttpAsyncClient client =
        pool == null
            ? HttpAsyncClients.createHttp2Default()
            : HttpAsyncClients.custom().setConnectionManager(pool).build();
    client.start();
    Http2Requests requests = new Http2Requests(server, client);
    requests.first();
    if (pool != null) {
      awaitIdle(pool);
    }
    if (args[1].equals("read")) {
      requests.read();
    } else {
      requests.stall();
    }
    server.hangUp();
    StandardInput.awaitAfter("hung up");
    client.close(CloseMode.IMMEDIATE);
  }

  /** Only a connection that has come back once is shared: a new one is not known to be HTTP/2. */
  private static void awaitIdle(PoolingAsyncClientConnectionManager pool) throws Exception {
    long start = System.nanoTime();
    while (pool.getTotalStats().getAvailable() == 0) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new IllegalStateException("no connection came back");
      }
      Thread.sleep(10);
    }
  }

  private void first() throws Exception {
    Future<SimpleHttpResponse> first = client.execute(SimpleHttpRequests.get(server.url()), null);
    server.answer(1, 10);
    System.out.println(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getVersion());
  }

  private void read() throws Exception {
    List<Future<SimpleHttpResponse>> responses = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      responses.add(client.execute(SimpleHttpRequests.get(server.url()), null));
    }
    server.awaitHeld(REQUESTS);
    StandardInput.awaitAfter("under way");
    server.answer(REQUESTS, 10_000);
    for (Future<SimpleHttpResponse> response : responses) {
      if (response.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getBodyBytes().length != 10_000) {
        throw new IllegalStateException();
      }
    }
    StandardInput.awaitAfter("answered");
  }

  private void stall() throws Exception {
    List<StallingConsumer5> consumers = new ArrayList<>();
    List<Future<Boolean>> responses = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      StallingConsumer5 stalled = new StallingConsumer5();
      consumers.add(stalled);
      AsyncRequestProducer get = new BasicRequestProducer("GET", URI.create(server.url()));
      responses.add(client.execute(get, stalled, null)); // lease: stalled
    }
    server.answer(REQUESTS, 200_000);
    for (StallingConsumer5 consumer : consumers) {
      consumer.awaitStalled();
    }
    StandardInput.awaitAfter("under way");
    if (responses.stream().anyMatch(Future::isDone)) {
      throw new IllegalStateException("somebody has read");
    }
  }

  /** What newer libraries have than the one that this is compiled against. */
  private static PoolingAsyncClientConnectionManager sharing() throws Exception {
    Class<?> config = Class.forName("org.apache.hc.client5.http.config.TlsConfig");
    Object policy = config.getMethod("custom").invoke(null);
    policy
        .getClass()
        .getMethod("setVersionPolicy", HttpVersionPolicy.class)
        .invoke(policy, HttpVersionPolicy.FORCE_HTTP_2);
    PoolingAsyncClientConnectionManagerBuilder pool =
        PoolingAsyncClientConnectionManagerBuilder.create();
    pool.getClass()
        .getMethod("setDefaultTlsConfig", config)
        .invoke(pool, policy.getClass().getMethod("build").invoke(policy));
    pool.getClass().getMethod("setMessageMultiplexing", boolean.class).invoke(pool, true);
    return pool.build();
  }
}
