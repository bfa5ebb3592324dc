package io.closewatch.probes.webapp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Opens a socket for each request; the careless one never closes it. */
public final class SocketServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** So that the collector does not close them. */
  private static final Queue<Socket> OPEN = new ConcurrentLinkedQueue<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    int port = Shop.backend(getServletContext());
    if (Shop.isCareful(getServletContext())) {
      try (Socket socket = new Socket(host, port)) {
        response.getWriter().print(Shop.ask(socket));
      }
    } else {
      Socket socket = new Socket(host, port); // leak: one for each request
      OPEN.add(socket);
      response.getWriter().print(Shop.ask(socket));
    }
  }
}
