package io.closewatch.samples.httpclient4;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.util.EntityUtils;

/**
 * Reads a page and its images, and closes every response. The pool keeps the idle connections for
 * ever, the server for two seconds.
 */
final class IdlePool {

  public static void main(String[] args) throws Exception {
    HttpClientBuilder builder = HttpClientBuilder.create().setMaxConnPerRoute(6);
    if (Arrays.asList(args).contains("clean")) {
      builder.evictIdleConnections(500, TimeUnit.MILLISECONDS); // the fix
    }
    try (PeerJvm server = WebServer.keepAlive(2000);
        CloseableHttpClient client = builder.build()) { // leak: none, but nobody evicts
      List<CloseableHttpResponse> responses = new ArrayList<>();
      for (String path : Arrays.asList("/page", "/image/1", "/image/2", "/image/3")) {
        responses.add(client.execute(new HttpGet(server.url(path))));
      }
      readAll(responses);
      Hold.ready(args);
    }
  }

  private static void readAll(List<CloseableHttpResponse> responses) throws IOException {
    for (CloseableHttpResponse response : responses) {
      System.out.print(EntityUtils.toString(response.getEntity()));
      response.close();
    }
  }

  private IdlePool() {}
}
