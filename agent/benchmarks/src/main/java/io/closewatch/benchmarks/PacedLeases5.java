package io.closewatch.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The same as {@link PacedLeases4} with HttpClient 5. Argument: how many threads. */
final class PacedLeases5 {
  private static final Timeout PATIENCE = Timeout.ofSeconds(10);

  private PacedLeases5() {}

  public static void main(String[] args) throws Exception {
    LeasePace pace = new LeasePace(Integer.parseInt(args[0]));
    HttpRoute route = new HttpRoute(HttpHost.create(URI.create(KeepAliveServer.start().url())));
    ConnectionConfig unchecked =
        ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.NEG_ONE_SECOND).build();
    try (PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager()) {
      pool.setDefaultConnectionConfig(unchecked);
      Lockstep.serve(
          command -> pace.run(Integer.parseInt(command), () -> leaseAndRelease(pool, route)));
    }
  }

  private static void leaseAndRelease(PoolingHttpClientConnectionManager pool, HttpRoute route)
      throws IOException {
    try {
      ConnectionEndpoint endpoint = pool.lease("lease", route, PATIENCE, null).get(PATIENCE);
      if (!endpoint.isConnected()) {
        pool.connect(endpoint, PATIENCE, HttpCoreContext.create());
      }
      pool.release(endpoint, null, TimeValue.ofHours(1));
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException(e);
    }
  }
}
