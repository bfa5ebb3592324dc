package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * A pool that leaks and one that idles, of HttpClient 5. Arguments: a {@link PageRoute}, a key
 * store, the only TLS version of the server.
 */
final class Routed5Pools {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    SSLContext context = Tls.context(args[1]);
    PageRoute route = PageRoute.of(args[0], context, args[2]);
    System.out.println("proxy " + route.proxyPort);
    PoolingHttpClientConnectionManagerBuilder pools =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(6)
            .setMaxConnPerRoute(6)
            .setSSLSocketFactory(
                new SSLConnectionSocketFactory(context, NoopHostnameVerifier.INSTANCE));
    leased(pools, route);
    idle(pools, route);
    StandardInput.awaitAfter("ready");
  }

  private static void leased(PoolingHttpClientConnectionManagerBuilder pools, PageRoute route)
      throws IOException {
    CloseableHttpClient client = client(pools.build(), route);
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(route.page))); // lease: leased
    }
  }

  private static void idle(PoolingHttpClientConnectionManagerBuilder pools, PageRoute route)
      throws IOException {
    CloseableHttpClient client = client(pools.build(), route); // pool: idle
    List<CloseableHttpResponse> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      responses.add(client.execute(new HttpGet(route.page)));
    }
    for (CloseableHttpResponse response : responses) {
      EntityUtils.consume(response.getEntity());
      response.close();
    }
  }

  private static CloseableHttpClient client(
      PoolingHttpClientConnectionManager pool, PageRoute route) {
    HttpClientBuilder builder = HttpClients.custom().setConnectionManager(pool);
    if (route.proxyPort != 0) {
      builder.setProxy(new HttpHost("127.0.0.1", route.proxyPort));
    }
    CloseableHttpClient client = builder.build();
    KEPT.add(client);
    return client;
  }

  private Routed5Pools() {}
}
