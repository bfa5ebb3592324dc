package io.closewatch.probes.webapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.util.EntityUtils;

/**
 * Asks the backend through a pool, which keeps its connections for longer than the backend does;
 * the careful one evicts them before.
 */
public final class PoolServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("NullAway.Init") // init() comes first
  private transient CloseableHttpClient client;

  @Override
  public void init() {
    PoolingHttpClientConnectionManager pool;
    pool = new PoolingHttpClientConnectionManager(); // leak: idle
    pool.setDefaultMaxPerRoute(20);
    HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(pool);
    if (Shop.isCareful(getServletContext())) {
      builder.evictIdleConnections(50, TimeUnit.MILLISECONDS);
    }
    client = builder.build();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String page = "http://127.0.0.1:" + Shop.backend(getServletContext()) + "/price";
    try (CloseableHttpResponse answer = client.execute(new HttpGet(page))) {
      response.getWriter().print(EntityUtils.toString(answer.getEntity()));
    }
  }

  @Override
  public void destroy() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
