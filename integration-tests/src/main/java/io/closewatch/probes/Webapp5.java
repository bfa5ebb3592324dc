package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** A webapp that forgets responses of its HttpClient 5. */
public final class Webapp5 extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final List<Object> KEPT = new ArrayList<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String page = request.getParameter("page");
    if (request.getParameter("careful") != null) {
      readAll(page);
      return;
    }
    CloseableHttpClient client = client();
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: webapp
    }
    KEPT.add(client);
  }

  private static void readAll(String page) throws IOException {
    try (CloseableHttpClient client = client()) {
      for (int i = 0; i < 3; i++) {
        try (CloseableHttpResponse response = client.execute(new HttpGet(page))) {
          EntityUtils.consume(response.getEntity());
        }
      }
    }
  }

  private static CloseableHttpClient client() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(6).build())
        .build();
  }
}
