package io.closewatch.samples.httpclient5;

import feign.Feign;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import feign.hc5.ApacheHttp5Client;
import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.util.Arrays;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;

/**
 * Asks for documents with a Feign client, and leaves those open that are too long to be read. Feign
 * closes every response but the one that its caller wants as a {@code Response}.
 */
final class FeignResponse {

  /** Package-private: the proxy that Feign makes of it is in this package too. */
  interface Documents {
    @RequestLine("GET /bytes/{length}")
    Response document(@Param("length") int length);
  }

  private final Documents documents;
  private final boolean clean;

  private FeignResponse(Documents documents, boolean clean) {
    this.documents = documents;
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    boolean clean = Arrays.asList(args).contains("clean");
    try (PeerJvm server = WebServer.keepAlive(1000);
        CloseableHttpClient client =
            HttpClients.custom()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(5)
                        .build())
                .evictIdleConnections(TimeValue.ofMilliseconds(300))
                .build()) {
      Documents documents =
          Feign.builder()
              .client(new ApacheHttp5Client(client))
              .target(Documents.class, server.url(""));
      FeignResponse reader = new FeignResponse(documents, clean);
      for (int i = 1; i <= 3; i++) {
        System.out.println("document " + i + ": " + reader.lengthOf(20_000 + i) + " bytes");
      }
      Hold.ready(args);
    }
  }

  private int lengthOf(int document) {
    Response response = documents.document(document); // leak: never closed
    int length = response.body().length();
    if (clean) {
      response.close(); // the fix
    }
    return length;
  }
}
