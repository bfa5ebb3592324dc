package io.closewatch.samples.httpclient5;

import feign.Feign;
import feign.FeignException;
import feign.InvocationContext;
import feign.Param;
import feign.RequestLine;
import feign.ResponseInterceptor;
import feign.hc5.ApacheHttp5Client;
import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.FileNotFoundException;
import java.util.Arrays;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;

/**
 * Feign closes every response that it decodes. It never gets that far with those for which an
 * interceptor throws an exception. (For interceptors of its own HttpClient 5.6 gives the connection
 * back; 5.0 and 5.1 do not.)
 */
final class InterceptorThrows {

  interface Pages {
    @RequestLine("GET /missing/{id}")
    String page(@Param("id") int id);
  }

  private final boolean clean;

  private InterceptorThrows(boolean clean) {
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    InterceptorThrows interceptor = new InterceptorThrows(Arrays.asList(args).contains("clean"));
    try (PeerJvm server = WebServer.keepAlive(1000);
        CloseableHttpClient client =
            HttpClients.custom()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(5)
                        .build())
                .evictIdleConnections(TimeValue.ofMilliseconds(300))
                .build()) {
      Pages pages =
          Feign.builder()
              .client(new ApacheHttp5Client(client))
              .responseInterceptor(interceptor::refuseMissing)
              .target(Pages.class, server.url(""));
      for (int i = 1; i <= 4; i++) {
        visit(pages, i);
      }
      Hold.ready(args);
    }
  }

  private static void visit(Pages pages, int id) {
    try {
      System.out.print(pages.page(id)); // leak: its interceptor throws an exception
    } catch (FeignException e) {
      System.out.println("missing");
    }
  }

  private Object refuseMissing(InvocationContext context, ResponseInterceptor.Chain chain)
      throws Exception {
    if (context.response().status() == 404) {
      if (clean) {
        context.response().close(); // the fix
      }
      throw new FileNotFoundException(context.response().request().url());
    }
    return chain.next(context);
  }
}
