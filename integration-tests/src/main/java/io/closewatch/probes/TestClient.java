package io.closewatch.probes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What tests do with sockets; the server runs as long as the JVM. */
final class TestClient {

  static final InetAddress HOST = InetAddress.getLoopbackAddress();

  private static final List<Socket> KEPT = new CopyOnWriteArrayList<>();

  /** Of a server that answers and hangs up. */
  static final int PORT = startServer();

  /** Of a server that says nothing, and closes when the client does. */
  static final int QUIET_PORT = startQuietServer();

  /** Returns when the server has hung up. */
  static Socket request(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {}
    return socket;
  }

  /** Holds it until the JVM ends. */
  static void keep(Socket socket) {
    KEPT.add(socket);
  }

  private static int startServer() {
    try {
      return new HangingUpServer().port();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int startQuietServer() {
    try {
      ServerSocket listener = new ServerSocket(0, 50, HOST);
      IdleClosingServer.daemon("quiet", () -> acceptAll(listener));
      return listener.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void acceptAll(ServerSocket listener) {
    while (true) {
      try {
        Socket accepted = listener.accept();
        IdleClosingServer.daemon("quiet", () -> awaitEnd(accepted));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void awaitEnd(Socket accepted) {
    try (Socket socket = accepted) {
      InputStream in = socket.getInputStream();
      for (int c = in.read(); c >= 0; c = in.read()) {}
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestClient() {}
}
