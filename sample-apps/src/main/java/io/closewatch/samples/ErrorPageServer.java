package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP server that knows no page: a 404 with a long page of its own each time, then hangs up.
 */
final class ErrorPageServer {

  private static final int PAGE_LENGTH = 20_000;

  public static void main(String[] args) throws IOException {
    PeerServer.run(ErrorPageServer::answer);
  }

  private static void answer(Socket connection) throws IOException {
    StringBuilder answer = new StringBuilder("HTTP/1.1 404 Not Found\r\nConnection: close\r\n");
    answer.append("Content-Length: ").append(PAGE_LENGTH).append("\r\n\r\n");
    for (int i = 0; i < PAGE_LENGTH; i++) {
      answer.append('.');
    }
    try (Socket client = connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        // The page does not depend on the request.
      }
      client.getOutputStream().write(answer.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private ErrorPageServer() {}
}
