package io.closewatch.probes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** java.net.http.HttpClient against the JDK's web server. Argument: requests. */
final class HttpClientTraffic {

  public static void main(String[] args) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try (PageHttpServer server = PageHttpServer.start()) {
      Traffic.run(Integer.parseInt(args[0]), number -> get(client, server.url(number)));
      StandardInput.awaitAfter("ready");
    }
  }

  private static int get(HttpClient client, String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    return response.statusCode() + response.body().length;
  }

  private HttpClientTraffic() {}
}
