package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Requests of HttpClient 5 that are cancelled while the name of the host is looked up: the library
 * connects all the same, and nobody can close that socket any more. Then others of the same line,
 * whose responses and clients the program drops. Arguments: how many of each. Collects the garbage
 * whenever it is told to.
 */
final class LostConnects {

  private final String url;

  private LostConnects(String url) {
    this.url = url;
  }

  public static void main(String[] args) throws Exception {
    try (IdleClosingServer server = IdleClosingServer.start()) {
      LostConnects requests = new LostConnects(server.url(20));
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        requests.cancelled();
      }
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        requests.dropped();
      }
      System.out.println("ready");
      while (System.in.read() != -1) {
        System.gc();
      }
    }
  }

  private void cancelled() throws IOException {
    HttpGet request = new HttpGet(url);
    try (CloseableHttpClient client = client(request::cancel);
        CloseableHttpResponse response = fetch(client, request)) {
      System.out.println("served " + response.getCode());
    } catch (IOException | IllegalStateException e) {
      System.out.println("cancelled");
    }
  }

  @SuppressWarnings("resource") // that is the fault
  private void dropped() throws IOException {
    CloseableHttpResponse response = fetch(client(() -> {}), new HttpGet(url));
    System.out.println("dropped " + response.getCode());
  }

  private static CloseableHttpResponse fetch(CloseableHttpClient client, HttpGet request)
      throws IOException {
    return client.execute(request); // lost and dropped
  }

  private static CloseableHttpClient client(Runnable whileConnecting) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(
                    new SystemDefaultDnsResolver() {
                      @Override
                      public InetAddress[] resolve(String host) {
                        whileConnecting.run();
                        return new InetAddress[] {InetAddress.getLoopbackAddress()};
                      }
                    })
                .build())
        .build();
  }
}
