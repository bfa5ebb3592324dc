package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A web server that keeps connections alive between requests, tells nobody for how long, and then
 * hangs up, as most servers do. Its answer depends on the path: see {@link #answer}.
 */
public final class WebServer {

  /** Starts it in a JVM of its own; it hangs up on connections that were idle for so long. */
  public static PeerJvm keepAlive(int millis) throws IOException {
    return PeerJvm.start(WebServer.class, Integer.toString(millis));
  }

  public static void main(String[] args) throws IOException {
    int keepAliveMillis = Integer.parseInt(args[0]);
    PeerServer.run(connection -> serve(connection, keepAliveMillis));
  }

  private static void serve(Socket connection, int keepAliveMillis) throws IOException {
    try (Socket client = connection) {
      client.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      for (String request = in.readLine(); request != null; request = in.readLine()) {
        skipHeaders(in);
        client.getOutputStream().write(answer(request.split(" ", -1)[1]));
        client.setSoTimeout(keepAliveMillis); // not for the first request, however late it comes
      }
    } catch (SocketTimeoutException e) {
      // Nobody asks any more: closed.
    }
  }

  private static void skipHeaders(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      // The page does not depend on them, and no request has a body.
    }
  }

  private static byte[] answer(String path) {
    String[] words = path.split("/", -1);
    switch (words[1]) {
      case "missing":
        return response("404 Not Found", "<h1>Not here</h1>\n");
      case "events":
        return bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
      case "bytes":
        char[] page = new char[Integer.parseInt(words[2])];
        Arrays.fill(page, '.');
        return response("200 OK", new String(page));
      default:
        return response("200 OK", "<h1>" + path + "</h1>\n");
    }
  }

  private static byte[] response(String status, String page) {
    return bytes("HTTP/1.1 " + status + "\r\nContent-Length: " + page.length() + "\r\n\r\n" + page);
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private WebServer() {}
}
