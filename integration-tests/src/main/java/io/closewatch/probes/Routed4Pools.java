package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.util.EntityUtils;

/**
 * A pool that leaks and one that idles, of HttpClient 4.5. Arguments: a {@link PageRoute}, a key
 * store, the only TLS version of the server.
 */
final class Routed4Pools {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    SSLContext context = Tls.context(args[1]);
    PageRoute route = PageRoute.of(args[0], context, args[2]);
    System.out.println("proxy " + route.proxyPort);
    Registry<ConnectionSocketFactory> schemes =
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register("http", PlainConnectionSocketFactory.getSocketFactory())
            .register(
                "https", new SSLConnectionSocketFactory(context, NoopHostnameVerifier.INSTANCE))
            .build();
    leased(schemes, route);
    idle(schemes, route);
    StandardInput.awaitAfter("ready");
  }

  private static void leased(Registry<ConnectionSocketFactory> schemes, PageRoute route)
      throws IOException {
    HttpClient client = client(new PoolingHttpClientConnectionManager(schemes), route);
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(route.page))); // lease: leased
    }
  }

  private static void idle(Registry<ConnectionSocketFactory> schemes, PageRoute route)
      throws IOException {
    PoolingHttpClientConnectionManager pool = // pool: idle
        new PoolingHttpClientConnectionManager(schemes);
    HttpClient client = client(pool, route);
    List<HttpResponse> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      responses.add(client.execute(new HttpGet(route.page)));
    }
    for (HttpResponse response : responses) {
      EntityUtils.consume(response.getEntity());
    }
  }

  private static HttpClient client(PoolingHttpClientConnectionManager pool, PageRoute route) {
    pool.setMaxTotal(6);
    pool.setDefaultMaxPerRoute(6);
    HttpClientBuilder builder = HttpClients.custom().setConnectionManager(pool);
    if (route.proxyPort != 0) {
      builder.setProxy(new HttpHost("127.0.0.1", route.proxyPort));
    }
    HttpClient client = builder.build();
    KEPT.add(client);
    return client;
  }

  private Routed4Pools() {}
}
