package io.closewatch.probes.webapp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.servlet.ServletContext;

/** What the servlets of the shop share: its parameters, and the words it has with its backend. */
final class Shop {

  /** One and the same webapp is deployed twice: one that gives back what it takes, and one not. */
  static boolean isCareful(ServletContext context) {
    return Boolean.parseBoolean(context.getInitParameter("careful"));
  }

  static int backend(ServletContext context) {
    return Integer.parseInt(context.getInitParameter("backend"));
  }

  /** The status line of the backend's answer. */
  static String ask(Socket backend) throws IOException {
    backend
        .getOutputStream()
        .write("GET /price HTTP/1.1\r\nHost: backend\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return new BufferedReader(
            new InputStreamReader(backend.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  private Shop() {}
}
