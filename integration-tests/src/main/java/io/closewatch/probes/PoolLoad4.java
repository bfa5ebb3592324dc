package io.closewatch.probes;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.util.EntityUtils;

/** {@link PoolLoad} with HttpClient 4.5. Arguments: requests, which sorts. */
final class PoolLoad4 {

  private static final RequestConfig IMPATIENT =
      RequestConfig.custom().setConnectionRequestTimeout(1).build();

  private final ScheduledExecutorService aborter = Executors.newScheduledThreadPool(1);
  private final CloseableHttpClient client;
  private final String server;

  private PoolLoad4(CloseableHttpClient client, String server) {
    this.client = client;
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    pool.setMaxTotal(12);
    pool.setDefaultMaxPerRoute(12);
    try (IdleClosingServer server = IdleClosingServer.start();
        CloseableHttpClient client =
            HttpClients.custom().disableAutomaticRetries().setConnectionManager(pool).build()) {
      PoolLoad4 load = new PoolLoad4(client, "http://127.0.0.1:" + server.port() + "/");
      PoolLoad.run(Integer.parseInt(args[0]), args[1], load::get);
      load.aborter.shutdown();
      if (!load.aborter.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException();
      }
      pool.closeIdleConnections(0, TimeUnit.MILLISECONDS);
      StandardInput.awaitAfter("ready");
    }
  }

  private String get(PoolLoad.Sort sort, int bytes) throws Exception {
    HttpGet get = new HttpGet(server + sort.path() + bytes);
    if (sort == PoolLoad.Sort.IMPATIENT) {
      get.setConfig(IMPATIENT);
    }
    if (sort == PoolLoad.Sort.ABORTED_MEANWHILE) {
      Future<?> unused = aborter.schedule(get::abort, bytes % 1_500, TimeUnit.MICROSECONDS);
    }
    try (CloseableHttpResponse response = client.execute(get)) {
      int status = response.getStatusLine().getStatusCode();
      if (sort == PoolLoad.Sort.ABORTED) {
        get.abort();
        return status + " aborted";
      }
      return sort == PoolLoad.Sort.UNREAD
          ? status + " unread"
          : status
              + (EntityUtils.toByteArray(response.getEntity()).length == bytes ? "" : " short");
    }
  }
}
