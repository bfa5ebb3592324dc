package io.closewatch.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every request on a connection with 100 bytes; one daemon thread per connection. */
final class KeepAliveServer {
  private static final byte[] RESPONSE =
      ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n"
              + new String(new char[100]).replace('\0', '.'))
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket;

  private KeepAliveServer(ServerSocket socket) {
    this.socket = socket;
  }

  static KeepAliveServer start() throws IOException {
    KeepAliveServer server =
        new KeepAliveServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    daemon(server::accept);
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  private void accept() {
    try {
      while (true) {
        Socket accepted = socket.accept();
        daemon(() -> serve(accepted));
      }
    } catch (IOException ignored) {
      // Ends with the JVM.
    }
  }

  private static void serve(Socket accepted) {
    try (Socket connection = accepted) {
      connection.setTcpNoDelay(true);
      InputStream in = connection.getInputStream();
      OutputStream out = connection.getOutputStream();
      byte[] buffer = new byte[4096];
      // A request without body comes in one segment here, and ends with an empty line.
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (n > 0 && buffer[n - 1] == '\n') {
          out.write(RESPONSE);
        }
      }
    } catch (IOException ignored) {
      // The client has gone.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "server");
    thread.setDaemon(true);
    thread.start();
  }
}
