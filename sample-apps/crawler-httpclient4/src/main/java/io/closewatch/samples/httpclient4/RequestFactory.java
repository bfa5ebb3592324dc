package io.closewatch.samples.httpclient4;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/**
 * Asks for the status of services below a RestTemplate, with Spring's request factory, and leaves
 * the responses open. HttpClient is not mentioned where the fault is.
 */
final class RequestFactory {
  private final ClientHttpRequestFactory requests;
  private final boolean clean;

  private RequestFactory(ClientHttpRequestFactory requests, boolean clean) {
    this.requests = requests;
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    boolean clean = Arrays.asList(args).contains("clean");
    try (PeerJvm server = WebServer.keepAlive(1000);
        CloseableHttpClient client =
            HttpClients.custom()
                .setMaxConnPerRoute(5)
                .evictIdleConnections(300, TimeUnit.MILLISECONDS)
                .build()) {
      RequestFactory check =
          new RequestFactory(new HttpComponentsClientHttpRequestFactory(client), clean);
      for (int i = 1; i <= 3; i++) {
        System.out.println("service " + i + ": " + check.status(server.url("/health/" + i)));
      }
      Hold.ready(args);
    }
  }

  private int status(String url) throws IOException {
    ClientHttpRequest request = requests.createRequest(URI.create(url), HttpMethod.GET);
    ClientHttpResponse response = request.execute(); // leak: never closed
    int status = response.getRawStatusCode();
    if (clean) {
      response.close(); // the fix
    }
    return status;
  }
}
