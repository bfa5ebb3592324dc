package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** TLS sockets: own ones, and layered over a plain one. A connection counts once. */
final class TlsExercise {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int CLIENTS = 3;

  static void run(String keyStore) throws Exception {
    SSLContext context = Tls.context(keyStore);
    try (SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, LOOPBACK)) { // opens 1 server_socket
      Thread server = new Thread(() -> echoTo(listener), "tls-server");
      server.start();
      own(context, listener.getLocalPort());
      layered(context, listener.getLocalPort(), true);
      layered(context, listener.getLocalPort(), false);
      server.join();
    }
  }

  private static void own(SSLContext context, int port) throws IOException {
    try (Socket socket =
        context.getSocketFactory().createSocket(LOOPBACK, port)) { // opens 1 socket
      echo(socket);
    }
  }

  private static void layered(SSLContext context, int port, boolean autoClose) throws IOException {
    Socket plain = new Socket(LOOPBACK, port); // opens 2 socket
    try (SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, autoClose)) {
      echo(tls);
    }
    if (plain.isClosed() != autoClose) {
      throw new IllegalStateException("autoClose=" + autoClose);
    }
    plain.close();
  }

  private static void echo(Socket socket) throws IOException {
    socket.getOutputStream().write(42);
    if (socket.getInputStream().read() != 42) {
      throw new IllegalStateException();
    }
  }

  private static void echoTo(SSLServerSocket listener) {
    for (int i = 0; i < CLIENTS; i++) {
      try (Socket socket = listener.accept()) { // opens 3 accepted_socket
        socket.getOutputStream().write(socket.getInputStream().read());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private TlsExercise() {}
}
