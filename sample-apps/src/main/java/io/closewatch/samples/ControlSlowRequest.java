package io.closewatch.samples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A servlet of Tomcat that works for four seconds, and clients that do not wait for it: they hang
 * up at once, or while it is at work. Tomcat closes the connections when the requests have ended.
 */
final class ControlSlowRequest {

  private static final class ReportServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Semaphore begun = new Semaphore(0);
    private final transient Semaphore ended = new Semaphore(0);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      begun.release();
      try {
        Thread.sleep(4_000); // as if it made a report
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      ended.release();
    }
  }

  public static void main(String[] args) throws Exception {
    ReportServlet report = new ReportServlet();
    EmbeddedTomcat tomcat = EmbeddedTomcat.create();
    tomcat.serve("/report", report);
    tomcat.start();
    int port = tomcat.port();
    new Activity().threads("client", 3, () -> askAndLeave(port, report)).hold(args);
  }

  private static void askAndLeave(int port, ReportServlet report)
      throws IOException, InterruptedException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client
          .getOutputStream()
          .write("GET /report HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      if (ThreadLocalRandom.current().nextBoolean()) {
        report.begun.acquire();
      }
    }
    report.ended.acquire();
  }

  private ControlSlowRequest() {}
}
