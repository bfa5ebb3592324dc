package io.closewatch.probes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * HTTP on loopback: {@code /N} is a page of N bytes. It says nothing of keep-alive, and hangs up
 * when nothing has come for a second. Whatever a request line names as host, it answers itself, as
 * a plain proxy does.
 */
final class IdleClosingServer implements AutoCloseable {

  private static final int IDLE_MILLIS = 1_000;

  private final ServerSocket listener;
  private final String scheme;

  private IdleClosingServer(ServerSocket listener, String scheme) {
    this.listener = listener;
    this.scheme = scheme;
  }

  static IdleClosingServer start() throws IOException {
    return start(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), "http");
  }

  static IdleClosingServer start(ServerSocket listener, String scheme) {
    IdleClosingServer server = new IdleClosingServer(listener, scheme);
    daemon("page-acceptor", server::acceptAll);
    return server;
  }

  String url(int bytes) {
    return scheme + "://127.0.0.1:" + port() + "/" + bytes;
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void acceptAll() {
    while (true) {
      try {
        Socket client = listener.accept();
        daemon("page-server", () -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket connection) {
    try (Socket client = connection) {
      client.setSoTimeout(IDLE_MILLIS);
      client.setTcpNoDelay(true);
      InputStream in = client.getInputStream();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
      for (String request = lines.readLine(); request != null; request = lines.readLine()) {
        skipHeaders(lines);
        answer(request, client.getOutputStream());
      }
    } catch (IOException idleOrGone) {
      return; // closed on the way out
    }
  }

  private static void skipHeaders(BufferedReader lines) throws IOException {
    for (String line = lines.readLine();
        line != null && !line.isEmpty();
        line = lines.readLine()) {}
  }

  private static void answer(String request, OutputStream out) throws IOException {
    String path = request.split(" ")[1];
    byte[] page = new byte[Integer.parseInt(path.substring(path.lastIndexOf('/') + 1))];
    Arrays.fill(page, (byte) '.');
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + page.length;
    out.write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(page);
    out.flush();
  }

  static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
