package io.closewatch.probes;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;

/**
 * HTTP on loopback: {@code /N} is a page of N bytes, {@code /missing/N} the same with status 404,
 * {@code /moved/N} leads there, {@code /slow/N} comes in two parts, and after the first part of
 * {@code /dropped/N} the server hangs up. It says nothing of keep-alive, and hangs up as well when
 * nothing has come for a second. Whatever a request line names as host, it answers itself, as a
 * plain proxy does.
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
      answerUntilIdle(client);
      client.setSoTimeout(1); // else TLS 1.3 waits as long again for the client's farewell
    } catch (IOException gone) {
      return; // closed on the way out
    }
  }

  private static void answerUntilIdle(Socket client) throws IOException {
    try {
      if (client instanceof SSLSocket) {
        ((SSLSocket) client).startHandshake(); // which a busy machine may need more than that for
      }
      client.setSoTimeout(IDLE_MILLIS);
      client.setTcpNoDelay(true);
      InputStream in = client.getInputStream();
      OutputStream out = new BufferedOutputStream(client.getOutputStream(), 16_384);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
      for (String request = lines.readLine(); request != null; request = lines.readLine()) {
        skipHeaders(lines);
        answer(request, out);
      }
    } catch (SocketTimeoutException idle) {
      return;
    }
  }

  private static void skipHeaders(BufferedReader lines) throws IOException {
    for (String line = lines.readLine();
        line != null && !line.isEmpty();
        line = lines.readLine()) {}
  }

  private static void answer(String request, OutputStream out) throws IOException {
    String path = request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' '));
    int bytes = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    byte[] page = new byte[bytes];
    Arrays.fill(page, (byte) '.');
    String status =
        path.startsWith("/missing/")
            ? "404 Not Found"
            : path.startsWith("/moved/") ? "302 Found\r\nLocation: /" + bytes : "200 OK";
    out.write(
        ("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: ")
            .getBytes(StandardCharsets.ISO_8859_1));
    out.write((bytes + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    if (path.startsWith("/slow/") || path.startsWith("/dropped/")) {
      out.write(page, 0, bytes / 2);
      out.flush();
      if (path.startsWith("/dropped/")) {
        throw new IOException("dropped");
      }
      pause();
      out.write(page, bytes / 2, bytes - bytes / 2);
    } else {
      out.write(page);
    }
    out.flush();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(3);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
