package io.closewatch.probes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager;
import org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.protocol.BasicAsyncResponseConsumer;
import org.apache.http.pool.PoolStats;
import org.apache.http.util.EntityUtils;

/** {@link AsyncLoad} with HttpAsyncClient 4.1. Argument: requests. */
final class AsyncLoad4 implements AsyncLoad.Client<HttpResponse> {

  private final PoolingNHttpClientConnectionManager pool;
  private final CloseableHttpAsyncClient client;

  private AsyncLoad4(PoolingNHttpClientConnectionManager pool, CloseableHttpAsyncClient client) {
    this.pool = pool;
    this.client = client;
  }

  public static void main(String[] args) throws Exception {
    PoolingNHttpClientConnectionManager pool =
        new PoolingNHttpClientConnectionManager(new DefaultConnectingIOReactor());
    pool.setMaxTotal(12);
    pool.setDefaultMaxPerRoute(12);
    try (IdleClosingServer server = IdleClosingServer.start();
        CloseableHttpAsyncClient client =
            HttpAsyncClients.custom().setConnectionManager(pool).build()) {
      client.start();
      AsyncLoad.run(Integer.parseInt(args[0]), new AsyncLoad4(pool, client), server);
      StandardInput.awaitAfter("ready");
    }
  }

  @Override
  public Future<HttpResponse> get(String url, Runnable answered) {
    BasicAsyncResponseConsumer consumer =
        new BasicAsyncResponseConsumer() {
          @Override
          protected void onResponseReceived(HttpResponse response) throws IOException {
            super.onResponseReceived(response);
            answered.run();
          }
        };
    return client.execute(HttpAsyncMethods.create(new HttpGet(url)), consumer, null);
  }

  /**
   * If a new connection is released within the callback that brings it, as it is when the request
   * was cancelled meanwhile, the pool of 4.4 counts it as leased for ever, with an agent or not:
   * {@code requestCompleted} calls back first and adds to {@code leased} then.
   */
  @Override
  public boolean bearsAnyCancel() {
    return false;
  }

  @Override
  public String statusAndBytes(HttpResponse response) {
    try {
      return response.getStatusLine().getStatusCode()
          + " "
          + EntityUtils.toByteArray(response.getEntity()).length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int leasedOrPending() {
    PoolStats stats = pool.getTotalStats();
    return stats.getLeased() + stats.getPending();
  }

  @Override
  public void closeIdle() {
    pool.closeIdleConnections(0, TimeUnit.MILLISECONDS);
  }
}
