package io.closewatch.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpHost;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.BasicHttpContext;

/**
 * Leases and releases of one pool of HttpClient 4.5, kept-alive connections without any request.
 * Argument: how many threads.
 */
final class PacedLeases4 {
  private PacedLeases4() {}

  public static void main(String[] args) throws Exception {
    LeasePace pace = new LeasePace(Integer.parseInt(args[0]));
    HttpRoute route =
        new HttpRoute(HttpHost.create(URI.create(KeepAliveServer.start().url()).getAuthority()));
    try (PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager()) {
      pool.setValidateAfterInactivity(-1); // fails on a connection that never had a request
      Lockstep.serve(
          command -> pace.run(Integer.parseInt(command), () -> leaseAndRelease(pool, route)));
    }
  }

  private static void leaseAndRelease(PoolingHttpClientConnectionManager pool, HttpRoute route)
      throws IOException {
    try {
      HttpClientConnection connection =
          pool.requestConnection(route, null).get(10, TimeUnit.SECONDS);
      if (!connection.isOpen()) {
        BasicHttpContext context = new BasicHttpContext();
        pool.connect(connection, route, 1_000, context);
        pool.routeComplete(connection, route, context);
      }
      pool.releaseConnection(connection, null, 1, TimeUnit.HOURS);
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
  }
}
