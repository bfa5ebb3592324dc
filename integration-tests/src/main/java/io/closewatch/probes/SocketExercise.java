package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/** java.net.Socket and ServerSocket. */
final class SocketExercise {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  static void run() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, LOOPBACK)) { // opens 1 server_socket
      for (int i = 0; i < 3; i++) {
        connectAcceptClose(listener);
      }
      connectLate(listener.getLocalSocketAddress());
      closeUnderBlockedReader(listener);
      closeTwice(listener.getLocalSocketAddress());
    }
    createLazily();
    failToConnect();
    failToResolve();
    closeUnderBlockedAcceptor();
  }

  private static void connectAcceptClose(ServerSocket listener) throws IOException {
    Socket client = new Socket(LOOPBACK, listener.getLocalPort()); // opens 3 socket
    Socket server = accept(listener);
    server.getOutputStream().write(1);
    if (client.getInputStream().read() != 1) {
      throw new IllegalStateException();
    }
    client.close();
    server.close();
  }

  /** One line for all: an acceptor's stack is taken once for each listener and thread. */
  private static Socket accept(ServerSocket listener) throws IOException {
    return listener.accept(); // opens 4 accepted_socket
  }

  private static void connectLate(SocketAddress server) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, 5000); // opens 1 socket
    }
  }

  private static void closeTwice(SocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.connect(server); // opens 1 socket
    socket.close();
    socket.close();
  }

  private static void createLazily() throws IOException {
    try (Socket untouched = new Socket()) {
      untouched.isConnected();
    }
    try (Socket configured = new Socket()) {
      configured.setTcpNoDelay(true); // opens 1 socket
    }
    try (Socket bound = new Socket()) {
      bound.bind(null); // opens 1 socket
    }
    try (ServerSocket listener = new ServerSocket()) {
      listener.bind(new InetSocketAddress(LOOPBACK, 0)); // opens 1 server_socket
    }
  }

  private static void failToConnect() throws IOException {
    int port = closedPort();
    for (int i = 0; i < 2; i++) {
      try {
        new Socket(LOOPBACK, port).close(); // opens 2 socket
        throw new IllegalStateException("port " + port + " is open");
      } catch (IOException expected) {
        // The JDK closed the socket that the caller never saw.
      }
    }
  }

  /** Throws past the part of connect that closes, on some JDKs: the socket must be closed. */
  private static void failToResolve() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(InetSocketAddress.createUnresolved("shop.invalid", 80)); // opens 1 socket
      throw new IllegalStateException();
    } catch (IOException expected) {
      // Closed by now.
    }
  }

  private static void closeUnderBlockedReader(ServerSocket listener) throws Exception {
    Socket client = new Socket(LOOPBACK, listener.getLocalPort()); // opens 1 socket
    Socket server = accept(listener);
    Thread reader =
        new Thread(
            () -> {
              try {
                client.getInputStream().read();
              } catch (IOException expected) {
                // Closed under it.
              }
            },
            "reader");
    reader.start();
    Blocked.awaitNative(reader);
    client.close();
    reader.join();
    server.close();
  }

  private static void closeUnderBlockedAcceptor() throws Exception {
    ServerSocket listener = new ServerSocket(0, 50, LOOPBACK); // opens 1 server_socket
    Thread acceptor =
        new Thread(
            () -> {
              try {
                listener.accept().close();
              } catch (SocketException expected) {
                // Closed under it.
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            "acceptor");
    acceptor.start();
    Blocked.awaitNative(acceptor);
    listener.close();
    acceptor.join();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, LOOPBACK)) { // opens 1 server_socket
      return listener.getLocalPort();
    }
  }

  private SocketExercise() {}
}
