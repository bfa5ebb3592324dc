package io.closewatch.samples;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A Tomcat whose connections are all taken by slow requests. It accepts nobody else: further
 * clients wait in the kernel's accept queue, some of them give up. No descriptor is leaked.
 */
final class TomcatConnectionLimit {

  private static final int LIMIT = 4;
  private static final int MORE_CLIENTS = 6;

  private static final CountDownLatch REPORTS_DONE = new CountDownLatch(1);
  private static final CountDownLatch REPORTS_BEGUN = new CountDownLatch(LIMIT);

  private static final class ReportServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException {
      REPORTS_BEGUN.countDown();
      try {
        REPORTS_DONE.await();
      } catch (InterruptedException e) {
        throw new ServletException(e);
      }
    }
  }

  private static final class PingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().println("pong");
    }
  }

  public static void main(String[] args) throws Exception {
    EmbeddedTomcat tomcat = EmbeddedTomcat.create();
    tomcat.serve("/report", new ReportServlet());
    tomcat.serve("/ping", new PingServlet());
    boolean clean = Arrays.asList(args).contains("clean");
    int limit = clean ? LIMIT + MORE_CLIENTS : LIMIT; // the fix
    tomcat.getConnector().setProperty("maxConnections", Integer.toString(limit));
    tomcat.start();
    try (RemoteClients clients = RemoteClients.of(tomcat.port())) {
      for (int i = 0; i < LIMIT; i++) {
        clients.send(clients.connect(), "GET /report HTTP/1.0");
      }
      REPORTS_BEGUN.await();
      System.out.println(LIMIT + " reports are being made");
      for (int i = 0; i < MORE_CLIENTS; i++) {
        int client = clients.connect();
        clients.send(client, "GET /ping HTTP/1.0");
        if (i % 2 == 0) {
          clients.hangUp(client);
        }
      }
      System.out.println(MORE_CLIENTS + " more clients came, half of them left at once");
      Hold.ready(args);
    }
  }

  private TomcatConnectionLimit() {}
}
