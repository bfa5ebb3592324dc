package io.closewatch.samples.httpclient4;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestTemplate;

/**
 * A RestTemplate closes every response that it gets. It never gets those for which an interceptor
 * throws an exception.
 */
final class InterceptorThrows {
  private final boolean clean;

  private InterceptorThrows(boolean clean) {
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
      RestTemplate rest = new RestTemplate(new HttpComponentsClientHttpRequestFactory(client));
      rest.getInterceptors().add(new InterceptorThrows(clean)::refuseMissing);
      for (int i = 1; i <= 4; i++) {
        visit(rest, server.url("/missing/" + i));
      }
      Hold.ready(args);
    }
  }

  private static void visit(RestTemplate rest, String url) {
    try {
      System.out.println(rest.getForObject(url, String.class));
    } catch (ResourceAccessException e) {
      System.out.println("missing");
    }
  }

  private ClientHttpResponse refuseMissing(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    ClientHttpResponse response = execution.execute(request, body); // leak: see the exception
    if (response.getRawStatusCode() == 404) {
      if (clean) {
        response.close(); // the fix
      }
      throw new FileNotFoundException(request.getURI().getPath());
    }
    return response;
  }
}
