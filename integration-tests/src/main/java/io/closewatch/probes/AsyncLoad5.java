package io.closewatch.probes;

import java.io.IOException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/** HttpClient 5, asynchronous. */
final class AsyncLoad5 implements AsyncLoad.Client {

  private static final int CONNECTIONS = 12;

  private final CloseableHttpAsyncClient client;

  AsyncLoad5(String policy) {
    client = client(PoolConcurrencyPolicy.valueOf(policy));
    client.start();
  }

  private static CloseableHttpAsyncClient client(PoolConcurrencyPolicy policy) {
    PoolingAsyncClientConnectionManager manager =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setPoolConcurrencyPolicy(policy)
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .build();
    return HttpAsyncClients.custom().setConnectionManager(manager).build();
  }

  @Override
  public String perform(Fate fate, String url) throws Exception {
    Future<SimpleHttpResponse> answer = client.execute(SimpleHttpRequests.get(url), null);
    if (fate == Fate.NOT_BEGUN) {
      answer.cancel(true);
    } else if (fate == Fate.ABORTED) {
      AsyncLoad.later(7, () -> answer.cancel(true));
    } else if (fate == Fate.CANCELLED) {
      AsyncLoad.later(20, () -> answer.cancel(true));
    }
    SimpleHttpResponse response = answer.get();
    byte[] page = response.getBodyBytes();
    return response.getCode() + " " + (page == null ? 0 : page.length);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
