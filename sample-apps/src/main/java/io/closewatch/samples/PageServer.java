package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
    PeerServer.run(PageServer::answer);
  }

  private static void answer(Socket connection) throws IOException, InterruptedException {
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
    }
  }

  private PageServer() {}
}
