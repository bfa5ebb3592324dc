package io.closewatch.probes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers each connection with one page, without a word of closing it, and hangs up at once. It
 * serves one after the other: its own sockets are closed as soon as the answer is sent.
 */
final class HangingUpServer {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  HangingUpServer() throws IOException {
    IdleClosingServer.daemon("hanging-up", this::acceptAll);
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  private void acceptAll() {
    while (true) {
      try (Socket client = listener.accept()) {
        answer(client);
      } catch (IOException gone) {
        System.out.println("the client did not wait: " + gone);
      }
    }
  }

  private static void answer(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    int lineEnds = 0; // two in a row end the request
    while (lineEnds < 2) {
      int c = in.read();
      if (c < 0) {
        return;
      }
      lineEnds = c == '\n' ? lineEnds + 1 : c == '\r' ? lineEnds : 0;
    }
    OutputStream out = client.getOutputStream();
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
