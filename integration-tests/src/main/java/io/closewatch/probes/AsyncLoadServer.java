package io.closewatch.probes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * HTTP on loopback that answers by the path: a page, a missing page, a page elsewhere, nothing at
 * all, a page in pieces, or no answer until the client hangs up. It keeps connections open.
 */
final class AsyncLoadServer implements AutoCloseable {

  private static final byte[] PIECE = new byte[2_000];
  private static final int PIECES = 20;

  private final ServerSocket listener;

  private AsyncLoadServer(ServerSocket listener) {
    this.listener = listener;
  }

  static AsyncLoadServer start() throws IOException {
    AsyncLoadServer server =
        new AsyncLoadServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
    daemon("load-acceptor", server::acceptAll);
    return server;
  }

  String url(String path) {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/" + path;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void acceptAll() {
    while (true) {
      try {
        Socket client = listener.accept();
        daemon("load-server", () -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket connection) {
    try (Socket client = connection) {
      client.setTcpNoDelay(true);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String request = lines.readLine(); request != null; request = lines.readLine()) {
        for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
          line = lines.readLine();
        }
        String path = request.split(" ", -1)[1];
        answer(path.substring(path.lastIndexOf('/') + 1), client.getOutputStream());
      }
    } catch (IOException aborted) {
      return; // closed on the way out
    }
  }

  private static void answer(String page, OutputStream out) throws IOException {
    switch (page) {
      case "hang":
        return; // waits for the client's next word, which is that it hangs up
      case "missing":
        send(out, "404 Not Found", "", new byte[700]);
        return;
      case "moved":
        send(out, "302 Found", "Location: page\r\n", new byte[0]);
        return;
      case "empty":
        out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return;
      case "slow":
        sendSlowly(out);
        return;
      default:
        send(out, "200 OK", "", new byte[1_500]);
    }
  }

  private static void send(OutputStream out, String status, String header, byte[] page)
      throws IOException {
    Arrays.fill(page, (byte) '.');
    byte[] head = head(status, header, page.length);
    byte[] all = Arrays.copyOf(head, head.length + page.length);
    System.arraycopy(page, 0, all, head.length, page.length);
    out.write(all);
    out.flush();
  }

  private static void sendSlowly(OutputStream out) throws IOException {
    out.write(head("200 OK", "", PIECE.length * PIECES));
    for (int i = 0; i < PIECES; i++) {
      out.write(PIECE);
      out.flush();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] head(String status, String header, int length) {
    return ("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: " + length + "\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
