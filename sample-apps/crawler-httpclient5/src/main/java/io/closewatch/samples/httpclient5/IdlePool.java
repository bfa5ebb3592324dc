package io.closewatch.samples.httpclient5;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;

/**
 * Reads a page and its images, and closes every response. The pool keeps the idle connections for
 * ever, the server for two seconds.
 */
final class IdlePool {

  public static void main(String[] args) throws Exception {
    PoolingHttpClientConnectionManagerBuilder pool =
        PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(6);
    HttpClientBuilder builder = HttpClientBuilder.create();
    builder.setConnectionManager(pool.build()); // leak: none, but nobody evicts
    if (Arrays.asList(args).contains("clean")) {
      builder.evictIdleConnections(TimeValue.ofMilliseconds(500)); // the fix
    }
    try (PeerJvm server = WebServer.keepAlive(2000);
        CloseableHttpClient client = builder.build()) {
      List<ClassicHttpResponse> responses = new ArrayList<>();
      for (String path : Arrays.asList("/page", "/image/1", "/image/2", "/image/3")) {
        responses.add(client.executeOpen(null, new HttpGet(server.url(path)), null));
      }
      readAll(responses);
      Hold.ready(args);
    }
  }

  private static void readAll(List<ClassicHttpResponse> responses)
      throws IOException, ParseException {
    for (ClassicHttpResponse response : responses) {
      System.out.print(EntityUtils.toString(response.getEntity()));
      response.close();
    }
  }

  private IdlePool() {}
}
