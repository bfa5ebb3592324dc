package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;

/**
 * Five pools of HttpClient 5. Argument: a {@link PoolConcurrencyPolicy}, of which newer libraries
 * have more than the one that this is compiled against.
 */
final class Client5Pools {

  private static final List<Object> KEPT = new ArrayList<>();

  private static PoolConcurrencyPolicy policy = PoolConcurrencyPolicy.STRICT;

  public static void main(String[] args) throws Exception {
    policy = PoolConcurrencyPolicy.valueOf(args[0]);
    try (IdleClosingServer server = IdleClosingServer.start()) {
      String page = server.url(20);
      leased(page);
      idle(page);
      both(page);
      exhaust(page);
      clean(page);
      StandardInput.awaitAfter("ready");
    }
  }

  private static void leased(String page) throws IOException {
    CloseableHttpClient client = client(pool().build(), 6); // pool: leased
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: leased
    }
  }

  private static void idle(String page) throws IOException {
    CloseableHttpClient client = client(pool().build(), 6); // pool: idle
    giveBack(get(client, page, 3));
  }

  private static void both(String page) throws IOException {
    CloseableHttpClient client = client(pool().build(), 6); // pool: both
    List<CloseableHttpResponse> responses = get(client, page, 3);
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: both
    }
    giveBack(responses);
  }

  private static void exhaust(String page) throws IOException {
    CloseableHttpClient client = client(pool().build(), 3); // pool: exhaust
    for (int i = 0; i < 4; i++) {
      try {
        KEPT.add(client.execute(new HttpGet(page))); // lease: exhaust
      } catch (IOException | NullPointerException timedOut) {
        // Which one depends on the version and the policy; 5.0 trips over its own missing message.
        System.out.println("timed out after " + i);
      }
    }
  }

  private static void clean(String page) throws IOException {
    CloseableHttpClient client = client(pool().build(), 6);
    giveBack(get(client, page, 3));
    client.close();
  }

  private static CloseableHttpClient client(PoolingHttpClientConnectionManager manager, int max) {
    manager.setMaxTotal(max);
    manager.setDefaultMaxPerRoute(max);
    RequestConfig config =
        RequestConfig.custom().setConnectionRequestTimeout(Timeout.ofMilliseconds(200)).build();
    CloseableHttpClient client =
        HttpClients.custom().setConnectionManager(manager).setDefaultRequestConfig(config).build();
    KEPT.add(client);
    return client;
  }

  private static PoolingHttpClientConnectionManagerBuilder pool() {
    return PoolingHttpClientConnectionManagerBuilder.create().setPoolConcurrencyPolicy(policy);
  }

  private static List<CloseableHttpResponse> get(CloseableHttpClient client, String page, int times)
      throws IOException {
    List<CloseableHttpResponse> responses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      responses.add(client.execute(new HttpGet(page)));
    }
    return responses;
  }

  private static void giveBack(List<CloseableHttpResponse> responses) throws IOException {
    for (CloseableHttpResponse response : responses) {
      EntityUtils.consume(response.getEntity());
      response.close();
    }
  }

  private Client5Pools() {}
}
