package io.closewatch.probes;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** {@link PoolLoad} with HttpClient 5. Arguments: requests, which sorts, the policy of the pool. */
final class PoolLoad5 {

  private static final RequestConfig IMPATIENT =
      RequestConfig.custom().setConnectionRequestTimeout(Timeout.ofMilliseconds(1)).build();

  private final ScheduledExecutorService aborter = Executors.newScheduledThreadPool(1);
  private final CloseableHttpClient client;
  private final String server;

  private PoolLoad5(CloseableHttpClient client, String server) {
    this.client = client;
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    PoolingHttpClientConnectionManager pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.valueOf(args[2]))
            .build();
    pool.setMaxTotal(12);
    pool.setDefaultMaxPerRoute(12);
    try (IdleClosingServer server = IdleClosingServer.start();
        CloseableHttpClient client =
            HttpClients.custom().disableAutomaticRetries().setConnectionManager(pool).build()) {
      PoolLoad5 load = new PoolLoad5(client, "http://127.0.0.1:" + server.port() + "/");
      PoolLoad.run(Integer.parseInt(args[0]), args[1], load::get);
      load.aborter.shutdown();
      if (!load.aborter.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException();
      }
      pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
      StandardInput.awaitAfter("ready");
    }
  }

  private String get(PoolLoad.Sort sort, int bytes) throws Exception {
    HttpGet get = new HttpGet(server + sort.path() + bytes);
    if (sort == PoolLoad.Sort.IMPATIENT) {
      get.setConfig(IMPATIENT);
    }
    if (sort == PoolLoad.Sort.ABORTED_MEANWHILE) {
      Future<?> unused = aborter.schedule(get::cancel, bytes % 1_500, TimeUnit.MICROSECONDS);
    }
    try (CloseableHttpResponse response = client.execute(get)) {
      int status = response.getCode();
      if (sort == PoolLoad.Sort.ABORTED) {
        get.cancel();
        return status + " aborted";
      }
      return sort == PoolLoad.Sort.UNREAD
          ? status + " unread"
          : status
              + (EntityUtils.toByteArray(response.getEntity()).length == bytes ? "" : " short");
    }
  }
}
