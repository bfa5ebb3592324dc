package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A web server in small: answers {@code GET /path} with a status line and a page, then hangs up.
 * Paths that contain "missing" are a 404.
 */
final class PageServer {

  /** Servers wait a little for the next request before they hang up. */
  private static final int KEEP_ALIVE_MILLIS = 20;

  public static void main(String[] args) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    System.out.println(listener.getLocalPort());
    Thread acceptor = new Thread(() -> acceptAll(listener), "acceptor");
    acceptor.setDaemon(true);
    acceptor.start();
    Hold.untilEndOfInput();
  }

  private static void acceptAll(ServerSocket listener) {
    try {
      while (true) {
        Socket connection = listener.accept();
        new Thread(() -> answer(connection)).start();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(Socket connection) {
    try (Socket client = connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String request = in.readLine();
      String page =
          request == null || request.contains("missing")
              ? "404 Not Found\n"
              : "200 OK\n<h1>" + request + "</h1>\n";
      client.getOutputStream().write(page.getBytes(StandardCharsets.US_ASCII));
      Thread.sleep(KEEP_ALIVE_MILLIS);
    } catch (IOException | InterruptedException e) {
      // The client left early; there is nobody to answer.
    }
  }

  private PageServer() {}
}
