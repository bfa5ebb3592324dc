package io.closewatch.probes;

import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;

/** {@link AsyncLoad} with HttpClient 5. Arguments: requests, the policy of the pool. */
final class AsyncLoad5 implements AsyncLoad.Client<SimpleHttpResponse> {

  private final PoolingAsyncClientConnectionManager pool;
  private final CloseableHttpAsyncClient client;

  private AsyncLoad5(PoolingAsyncClientConnectionManager pool, CloseableHttpAsyncClient client) {
    this.pool = pool;
    this.client = client;
  }

  public static void main(String[] args) throws Exception {
    PoolingAsyncClientConnectionManager pool =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.valueOf(args[1]))
            .setMaxConnTotal(12)
            .setMaxConnPerRoute(12)
            .build();
    CloseableHttpAsyncClient client =
        HttpAsyncClients.custom().disableAutomaticRetries().setConnectionManager(pool).build();
    client.start();
    try (IdleClosingServer server = IdleClosingServer.start()) {
      AsyncLoad.run(Integer.parseInt(args[0]), new AsyncLoad5(pool, client), server);
      StandardInput.awaitAfter("ready");
    } finally {
      client.close(CloseMode.IMMEDIATE); // a graceful one takes minutes
    }
  }

  @Override
  public Future<SimpleHttpResponse> get(String url, Runnable answered) {
    return client.execute(SimpleHttpRequests.get(url), null);
  }

  @Override
  public boolean bearsAnyCancel() {
    return true;
  }

  @Override
  public String statusAndBytes(SimpleHttpResponse response) {
    return response.getCode() + " " + response.getBodyBytes().length;
  }

  @Override
  public int leasedOrPending() {
    PoolStats stats = pool.getTotalStats();
    return stats.getLeased() + stats.getPending();
  }

  @Override
  public void closeIdle() {
    pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
  }
}
