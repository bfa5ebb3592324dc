package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** A webapp that forgets responses of its HttpClient 4.5. */
public final class Webapp4 extends HttpServlet {
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
    HttpClient client = HttpClients.custom().setMaxConnPerRoute(6).build(); // pool: webapp
    for (int i = 0; i < 3; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: webapp
    }
    KEPT.add(client);
  }

  private static void readAll(String page) throws IOException {
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      for (int i = 0; i < 3; i++) {
        EntityUtils.consume(client.execute(new HttpGet(page)).getEntity());
      }
    }
  }
}
