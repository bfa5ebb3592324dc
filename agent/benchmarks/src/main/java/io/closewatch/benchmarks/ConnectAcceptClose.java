package io.closewatch.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * Connects, accepts and closes over loopback with java.net sockets, 50 frames above connect and
 * accept. Argument: the number of client threads. The client closes with SO_LINGER 0: no connection
 * is left in TIME_WAIT, so ephemeral ports never run out and the kernel's table stays the same
 * size.
 */
final class ConnectAcceptClose {
  static final int FRAMES = 50;

  private ConnectAcceptClose() {}

  public static void main(String[] args) throws Exception {
    ClientThreads clients = new ClientThreads(Integer.parseInt(args[0]));
    ServerSocket server = new ServerSocket(0, Acceptor.BACKLOG, InetAddress.getLoopbackAddress());
    Acceptor acceptor = Acceptor.start(FRAMES, () -> server.accept().close());
    SocketAddress address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    Operation connectAndClose = () -> connectAndClose(address);
    Lockstep.serveTimed(
        operations -> {
          clients.run(
              operations,
              FRAMES,
              () -> {
                acceptor.beforeConnect();
                connectAndClose.run();
              });
          acceptor.awaitIdle();
        });
  }

  private static void connectAndClose(SocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      socket.setSoLinger(true, 0);
    }
  }
}
