package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects a socket, as through a tunnel, and puts TLS on top of it. The server speaks no TLS and
 * hangs up; the exception of the handshake goes past {@code close()} of the socket below.
 */
final class TlsHandshakeFails {

  private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private static final List<SSLSocket> SESSIONS = new ArrayList<>();

  private final InetSocketAddress server;
  private final boolean clean;

  private TlsHandshakeFails(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(ConfusedServer.class)) {
      new TlsHandshakeFails(server.address(), Arrays.asList(args).contains("clean")).run();
      Hold.ready(args);
    }
  }

  private void run() throws IOException {
    for (int i = 1; i <= 4; i++) {
      try {
        connect();
      } catch (SSLException e) {
        System.out.println("connection " + i + ": the server speaks no TLS");
      }
    }
  }

  private void connect() throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort()); // leak: the handshake throws
    try {
      // Not autoClose: with that, the TLS socket would close the one below when a handshake fails.
      SSLSocket session =
          (SSLSocket) TLS.createSocket(socket, server.getHostString(), server.getPort(), false);
      SESSIONS.add(session);
      session.startHandshake();
      session.close();
      socket.close();
    } finally {
      if (clean) {
        socket.close(); // the fix: on every path
      }
    }
  }
}
